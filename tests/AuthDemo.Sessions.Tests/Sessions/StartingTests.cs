using AuthDemo.PythonHost;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Tests.Fakes;

namespace AuthDemo.Sessions.Tests.Sessions;

/// <summary>One browser, one order.</summary>
public sealed class StartingTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task Start_TwiceWithinDebounce_GivesOneOrder()
    {
        var browser = new TestBrowser(service);
        var starts = await Task.WhenAll(browser.StartAsync(), browser.StartAsync(), browser.StartAsync());

        Assert.Single(starts.Distinct());
        Assert.Equal("start", (await browser.NextRequestAsync()).Purpose);
        Assert.Equal(0, service.BankId.Waiting(browser.Tag));
    }

    [Fact]
    public async Task Start_AfterDebounce_CancelsTheOldOrderFirst()
    {
        var browser = new TestBrowser(service);
        var (old, page) = await browser.ShowCodeAsync();
        service.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("collect", (await browser.NextRequestAsync()).Purpose);

        var id = await browser.StartAsync();

        Assert.NotEqual(old, id);
        Assert.Equal(CancelledBy.Superseded, (await page.UntilAsync<AuthState.Cancelled>()).By);
        Assert.Equal("cancel", (await browser.NextRequestAsync()).Purpose);
        Assert.Equal("start", (await browser.NextRequestAsync()).Purpose);
        Assert.Equal(id, await service.Sessions.CurrentAsync(browser.Key));
    }

    [Fact]
    public async Task Start_WithinDebounceOfAnotherIntent_Supersedes()
    {
        var browser = new TestBrowser(service);
        var (old, page) = await browser.ShowCodeAsync();

        var reply = await service.Sessions.StartAsync(browser.Intent with { Device = Device.Same }, browser.Key);

        Assert.NotEqual(old, Assert.IsType<StartReply.Started>(reply).Id);
        await page.UntilAsync<AuthState.Cancelled>();
    }

    [Fact]
    public async Task Start_RightAfterCancel_IsANewSession()
    {
        var browser = new TestBrowser(service);
        var (old, page) = await browser.ShowCodeAsync();
        await service.Sessions.CancelAsync(old, browser.Key);
        await page.UntilAsync<AuthState.Cancelled>();

        Assert.NotEqual(old, await browser.StartAsync());
    }

    [Fact]
    public async Task Start_WhileTheJournalIsUnavailable_StartsNothingAndEndsNothing()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        service.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("collect", (await browser.NextRequestAsync()).Purpose);

        (service.Journal.ReadFault, service.Journal.WriteFault) = (new JournalRead.Unavailable("database_down"), new JournalWrite.Unavailable("database_down"));
        var refused = await service.Sessions.StartAsync(browser.Intent, browser.Key);
        (service.Journal.ReadFault, service.Journal.WriteFault) = (null, null);

        Assert.Equal(new StartReply.Unavailable("journal"), refused);
        Assert.Equal(id, await service.Sessions.CurrentAsync(browser.Key));
        Assert.IsType<AuthState.AwaitingScan>(page.Last.State);
        Assert.Equal(0, service.BankId.Waiting(browser.Tag));
    }

    [Fact]
    public async Task Start_OfAnInvalidIntent_StartsNothingAndEndsNothing()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();

        var reply = await service.Sessions.StartAsync(browser.Intent with { EndUserIp = null }, browser.Key);

        Assert.Equal([new InvalidField("end_user_ip", "is missing") { Rule = "required", Limit = "present", Given = "absent" }], Assert.IsType<StartReply.Invalid>(reply).Fields);
        Assert.Equal(id, await service.Sessions.CurrentAsync(browser.Key));
        Assert.IsType<AuthState.AwaitingScan>(page.Last.State);
        Assert.Equal(0, service.BankId.Waiting(browser.Tag));
    }

    [Fact]
    public async Task Start_WithoutPython_IsUnavailableAndStartsNothing()
    {
        var browser = new TestBrowser(service);
        service.Python.Fail(browser.Tag, new PythonReply.StartFailed("no python"));

        Assert.Equal(new StartReply.Unavailable("python"), await service.Sessions.StartAsync(browser.Intent, browser.Key));
        Assert.Equal(0, service.BankId.Waiting(browser.Tag));
        await browser.StartAsync();
    }

    [Fact]
    public async Task Start_WithoutJournal_IsUnavailableAndSendsNothing()
    {
        var browser = new TestBrowser(service);
        service.Journal.WriteFault = new JournalWrite.Unavailable("disk full");
        var reply = await service.Sessions.StartAsync(browser.Intent, browser.Key);
        service.Journal.WriteFault = null;

        Assert.Equal(new StartReply.Unavailable("journal"), reply);
        Assert.Null(await service.Sessions.CurrentAsync(browser.Key));
        Assert.Equal(0, service.BankId.Waiting(browser.Tag));
        await browser.StartAsync();
    }

    [Fact]
    public async Task SwitchDevice_CancelsTheOrderAndStartsAnother()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();

        Assert.True(await service.Sessions.SwitchDeviceAsync(id, browser.Key, Device.Same, new("ios", "safari")));
        var moved = await page.UntilAsync(snapshot => snapshot.Device is Device.Same);

        Assert.Equal(new ClientPlatform("ios", "safari"), moved.Client);
        Assert.IsType<AuthState.Starting>(moved.State);
        Assert.Equal("cancel", (await browser.NextRequestAsync()).Purpose);
        Assert.Equal("start", (await browser.NextRequestAsync()).Purpose);
        Assert.Contains(service.Journal.Events(id), happened => happened is SessionEvent.DeviceSwitched { Device: Device.Same });
    }

    [Fact]
    public async Task SwitchDevice_OfAnEndedSession_ChangesNothing()
    {
        var browser = new TestBrowser(service);
        var (id, _) = await browser.CompleteAsync();

        Assert.False(await service.Sessions.SwitchDeviceAsync(id, browser.Key, Device.Same, new("ios", "safari")));
    }
}
