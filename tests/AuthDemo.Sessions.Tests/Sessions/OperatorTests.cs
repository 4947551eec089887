using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Operators;
using AuthDemo.Sessions.Tests.Fakes;

namespace AuthDemo.Sessions.Tests.Sessions;

/// <summary>Operators' actions on any session.</summary>
public sealed class OperatorTests(TestService service) : IClassFixture<TestService>
{
    private const string Operator = "anna";

    [Fact]
    public async Task Cancel_EndsTheSessionAndItsOrder_AndNamesTheOperator()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();

        Assert.True(await service.Operators.CancelAsync(id, Operator));

        Assert.Equal(CancelledBy.Operator, (await page.UntilAsync<AuthState.Cancelled>()).By);
        Assert.Equal("cancel", (await browser.NextRequestAsync()).Purpose);
        var ended = Assert.Single(service.Journal.Events(id).OfType<SessionEvent.Ended>());
        Assert.Equal((Operator, "operator"), (ended.Operator, ended.Detail));
    }

    [Fact]
    public async Task Cancel_OfAnEndedSession_ChangesNothing()
    {
        var browser = new TestBrowser(service);
        var (id, _) = await browser.CompleteAsync();

        Assert.True(await service.Operators.CancelAsync(id, Operator));

        Assert.IsType<AuthState.Completed>((await service.Journal.RecordAsync(id)).State);
        Assert.Null(Assert.Single(service.Journal.Events(id).OfType<SessionEvent.Ended>()).Operator);
    }

    [Fact]
    public async Task UnknownSession_IsNotCancelled()
    {
        foreach (var id in new[] { SessionId.New(), default })
            Assert.False(await service.Operators.CancelAsync(id, Operator));
    }

    [Fact]
    public async Task StartPhone_ContinuesWithoutAFollower_AndNamesItsOperator()
    {
        var tag = Guid.NewGuid().ToString("N");
        var reply = await service.Operators.StartPhoneAsync(SessionId.New(), new PhoneIntent(Flow.PhoneSign, SensitiveData.PersonalNumber, CallInitiator.Rp, tag), Operator);
        var id = Assert.IsType<StartReply.Started>(reply).Id;
        (await service.BankId.NextAsync(tag)).Answer();
        await service.Calls.ReachesAsync(id, "ReceiveAsync", 1);

        for (var minute = 0; minute < 3; minute++)
            service.Clock.Advance(TimeSpan.FromMinutes(1));
        (await service.BankId.NextAsync(tag)).Answer();

        var record = await service.Journal.RecordAsync(id);
        Assert.False(record.State.IsFinal);
        Assert.Equal((Flow.PhoneSign, null), (record.Intent.Flow, record.Intent.Device));
        Assert.Equal("anna", Assert.IsType<SessionEvent.Started>(service.Journal.Events(id)[0]).Operator);
    }

    [Fact]
    public async Task StartPhone_BelongsToNoBrowser()
    {
        var tag = Guid.NewGuid().ToString("N");
        var intent = new PhoneIntent(Flow.PhoneAuth, SensitiveData.PersonalNumber, CallInitiator.User, tag);
        var id = Assert.IsType<StartReply.Started>(await service.Operators.StartPhoneAsync(SessionId.New(), intent, Operator)).Id;

        Assert.Null(await TestPage.OpenAsync(service, id, OwnerKey.New()));
        Assert.False(await service.Sessions.CancelAsync(id, OwnerKey.New()));
        Assert.DoesNotContain(SensitiveData.PersonalNumber, intent.ToString(), StringComparison.Ordinal);
    }
}
