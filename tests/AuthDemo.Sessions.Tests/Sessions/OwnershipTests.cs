using AuthDemo.Sessions.Tests.Fakes;

namespace AuthDemo.Sessions.Tests.Sessions;

/// <summary>Reloads, further tabs, and other browsers.</summary>
public sealed class OwnershipTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task Reload_ContinuesWithoutANewOrder()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        await page.DisposeAsync();

        Assert.Equal(id, await service.Sessions.CurrentAsync(browser.Key));
        await using var reloaded = await browser.OpenAsync(id);

        Assert.IsType<AuthState.AwaitingScan>(reloaded.Last.State);
        Assert.Equal("collect", (await browser.CollectAsync()).Purpose);
        Assert.Equal(0, service.BankId.Waiting(browser.Tag));
    }

    [Fact]
    public async Task Reload_AfterCompletionBeforeSignIn_StillFindsTheSession()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.CompleteAsync();
        await page.DisposeAsync();

        Assert.Equal(id, await service.Sessions.CurrentAsync(browser.Key));
        var ticket = await service.Sessions.IssueTicketAsync(id, browser.Key);
        Assert.NotNull(await service.Sessions.RedeemAsync(ticket!, browser.Key));
        Assert.Null(await service.Sessions.CurrentAsync(browser.Key));
    }

    [Fact]
    public async Task SecondTab_SeesTheSame()
    {
        var browser = new TestBrowser(service);
        var (id, first) = await browser.ShowCodeAsync();
        await using var second = await browser.OpenAsync(id);
        Assert.Equal(first.Last, second.Last);

        (await browser.CollectAsync()).Answer(FakePython.Outcome("searching"));

        await first.UntilAsync<AuthState.Searching>();
        await second.UntilAsync<AuthState.Searching>();
        Assert.Equal(first.Last, second.Last);
    }

    [Fact]
    public async Task ClosedTab_GetsNoSnapshots_WhileTheOtherContinues()
    {
        var browser = new TestBrowser(service);
        var (id, closed) = await browser.ShowCodeAsync();
        await using var open = await browser.OpenAsync(id);
        await closed.DisposeAsync();
        var heard = closed.Unseen;

        (await browser.CollectAsync()).Answer(FakePython.Outcome("searching"));
        await open.UntilAsync<AuthState.Searching>();

        Assert.Equal(heard, closed.Unseen);
    }

    [Fact]
    public async Task OtherOwner_GetsTheReplyForAnUnknownSession()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        await using var _ = page;
        foreach (var asked in new[] { id, SessionId.New(), default })
        {
            var stranger = OwnerKey.New();
            Assert.Null(await service.Sessions.FollowAsync(asked, stranger, _ => Task.CompletedTask));
            Assert.False(await service.Sessions.CancelAsync(asked, stranger));
            Assert.False(await service.Sessions.SwitchDeviceAsync(asked, stranger, Device.Same, new("ios", "safari")));
            Assert.Null(await service.Sessions.IssueTicketAsync(asked, stranger));
            Assert.Null(await service.Sessions.CurrentAsync(stranger));
        }

        (await browser.CollectAsync()).Answer(TestBrowser.Completed);
        await page.UntilAsync<AuthState.Completed>();
        Assert.Null(await service.Sessions.IssueTicketAsync(id, OwnerKey.New()));
    }

    [Fact]
    public async Task Follower_ThatThrows_StillGetsTheNextSnapshot()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        var seen = new TaskCompletionSource();
        await using var throwing = await service.Sessions.FollowAsync(id, browser.Key, snapshot =>
        {
            if (snapshot.State is AuthState.Searching)
                seen.SetResult();
            throw new InvalidOperationException(SensitiveData.Name);
        });

        (await browser.CollectAsync()).Answer(FakePython.Outcome("searching"));

        await page.UntilAsync<AuthState.Searching>();
        await seen.Task.WaitAsync(Guard.Timeout);
    }

    [Fact]
    public async Task Follower_DisposedInItsOwnCallback_IsNotCalledAgain()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        var calls = 0;
        var following = new TaskCompletionSource<IAsyncDisposable>();
        var ended = new TaskCompletionSource();
        following.SetResult((await service.Sessions.FollowAsync(id, browser.Key, async _ =>
        {
            calls++;
            await (await following.Task).DisposeAsync();
            ended.TrySetResult();
        }))!);
        await ended.Task.WaitAsync(Guard.Timeout);

        (await browser.CollectAsync()).Answer(FakePython.Outcome("searching"));
        await page.UntilAsync<AuthState.Searching>();

        Assert.Equal(1, calls);
    }
}
