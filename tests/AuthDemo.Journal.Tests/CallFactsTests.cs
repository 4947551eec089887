using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.Tests.Hosting;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Journaling;

namespace AuthDemo.Journal.Tests;

/// <summary>A session's calls, from its events to what the console reads.</summary>
public sealed class CallFactsTests(PostgresServer postgres)
{
    [Theory, InlineData(JournalProvider.Sqlite), InlineData(JournalProvider.PostgreSql)]
    public async Task Append_WithCalls_TheConsoleReadsThem(JournalProvider provider)
    {
        using var database = await TestDatabase.NewAsync(provider, postgres);
        await using var journal = await TestJournal.StartAsync(database.Settings);
        CallSummary[] calls =
        [
            new(CallTarget.BankId, "phone/auth", "appapi2.test.bankid.com", "200", 1, TimeSpan.FromMilliseconds(42), TimeSpan.FromMilliseconds(42)),
            new(CallTarget.BankId, "collect", null, "connect", 3, TimeSpan.FromMilliseconds(0.25), TimeSpan.FromSeconds(5)),
            new(CallTarget.BankId, "cancel", null, "sent", 1, TimeSpan.Zero, TimeSpan.Zero),
            new(CallTarget.Python, "advance", null, "ok", 17, TimeSpan.FromMilliseconds(0.08), TimeSpan.FromMilliseconds(1.5)),
        ];
        var session = TestSessions.Session();

        await journal.Sessions.AppendAsync(session, [new SessionEvent.Started(TestSessions.Now, Flow.Auth, Device.Other) { Calls = calls }]);

        var detail = Assert.IsType<JournalResult<SessionDetail?>.Success>(await journal.Get<IJournalQueries>().SessionAsync(session.Id)).Value!;
        Assert.Equal(calls, Assert.Single(detail.Log).Calls);
    }

    [Theory]
    [InlineData("bankid:collect=200")]
    [InlineData("somebody:collect=200;n=1")]
    [InlineData("bankid:<script>=200;n=1")]
    [InlineData(null)]
    public void Read_UnknownFacts_AreLeftOut(string? words) => Assert.Empty(CallFacts.Read(words));
}
