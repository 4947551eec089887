using System.Text;
using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Operators;
using AuthDemo.Journal.Persons;
using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.ReadModels;
using AuthDemo.Journal.Tests.Hosting;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Journaling;
using Microsoft.EntityFrameworkCore;

namespace AuthDemo.Journal.Tests;

/// <summary>Operators' actions are written to the log before they run.</summary>
public sealed class OperatorLogTests
{
    [Fact]
    public async Task Reveal_KnownPerson_IsLoggedAndThenShown()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var session = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan, TestSessions.Completed);

        var reply = await journal.Get<IOperatorLog>().RevealAsync("anna", session.Id, "Kunden ringde om sin inloggning");

        Assert.Equal(TestSessions.Person, Assert.IsType<RevealResult.Revealed>(reply).Identity);
        await using var db = await journal.OpenAsync();
        var entry = await db.Events.OrderBy(row => row.Seq).LastAsync();
        Assert.Equal(("personal_number_shown", session.Id.Value, "operator:anna", "{}"), (entry.Type, entry.SessionId, entry.Actor, entry.Facts));
        // Text that an operator wrote about a person is erased with the person.
        Assert.DoesNotContain("Kunden", Encoding.UTF8.GetString(entry.Sealed!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reveal_UnknownPersonOrNoReason_ShowsAndLogsNothing()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var failed = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Failed());
        var completed = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Completed);
        var log = journal.Get<IOperatorLog>();

        Assert.IsType<RevealResult.NotFound>(await log.RevealAsync("anna", failed.Id, "A caller"));
        Assert.IsType<RevealResult.NotFound>(await log.RevealAsync("anna", SessionId.New(), "A caller"));
        Assert.Equal(
            new RevealResult.Invalid("reason", "A reason is needed."), await log.RevealAsync("anna", completed.Id, " "));
        await using var db = await journal.OpenAsync();
        Assert.Equal(0, await db.Events.CountAsync(entry => entry.Type == "personal_number_shown"));
    }

    [Theory]
    [InlineData("", "It is slow", "operator", "The operator's name has 1 to 100 characters; given: 0.")]
    [InlineData("anna", "Ringde: 19900101-2385", "reason", "The reason, the name and the details must not contain personal numbers: the log keeps them after the person is erased.")]
    [InlineData("anna", "Ringde: 900101-2385", "reason", "The reason, the name and the details must not contain personal numbers: the log keeps them after the person is erased.")]
    [InlineData("199001012385", "It is slow", "reason", "The reason, the name and the details must not contain personal numbers: the log keeps them after the person is erased.")]
    [InlineData("anna", " ", "reason", "A reason is needed.")]
    [InlineData("anna", null, "reason", "A reason is needed.")]
    public async Task Record_ActionThatBreaksARule_IsInvalid(string name, string? reason, string field, string message)
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);

        var reply = await journal.Get<IOperatorLog>().RecordAsync(name, new OperatorAction(JournalEventType.PythonRestarted) { Reason = reason });

        Assert.Equal(new RecordResult.Invalid(field, message), reply);
        await using var db = await journal.OpenAsync();
        Assert.Equal(1, await db.Events.CountAsync());
    }

    [Fact]
    public async Task Record_TooLongReason_ReportsTheLimit()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);

        var reply = await journal.Get<IOperatorLog>().RecordAsync(
            "anna", new OperatorAction(JournalEventType.PythonRestarted) { Reason = new string('x', 301) });

        Assert.Equal(new RecordResult.Invalid("reason", "The reason has at most 300 characters; given: 301."), reply);
    }

    [Fact]
    public async Task Record_TypeThatIsNoOperatorAction_Throws()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);

        await Assert.ThrowsAsync<ArgumentException>(
            () => journal.Get<IOperatorLog>().RecordAsync("anna", new OperatorAction(JournalEventType.LogTrimmed)));
    }

    [Fact]
    public async Task Record_PhoneStart_IsEncryptedWithTheNewSessionsKey()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var session = Phone();
        var act = new OperatorAction(JournalEventType.OperatorStartedPhoneSession) { Session = session.Id, Reason = "Karin calls about her card" };
        Assert.IsType<RecordResult.Recorded>(await journal.Get<IOperatorLog>().RecordAsync("anna", act));
        var refused = act with { Session = SessionId.New(), Reason = "Of a start that came to nothing" };
        Assert.IsType<RecordResult.Recorded>(await journal.Get<IOperatorLog>().RecordAsync("anna", refused));
        Assert.IsType<JournalWrite.Written>(await journal.Sessions.AppendAsync(session, StartedByAnna(session)));
        var failed = session.Then(TestSessions.Failed("user_declined_call"));
        Assert.IsType<JournalWrite.Written>(await journal.Sessions.AppendAsync(failed, failed.EventsSince(session)));

        var detail = Assert.IsType<JournalResult<SessionDetail?>.Success>(await journal.Get<IJournalQueries>().SessionAsync(session.Id)).Value!;
        Assert.Equal(
            [("operator_started_phone_session", "Karin calls about her card"), ("session_started", null), ("session_ended", null)],
            detail.Log.Select(entry => (entry.Type.Name, entry.Why)));
        var found = Assert.IsType<JournalResult<SessionPage>.Success>(
            await journal.Get<IJournalQueries>().SessionsAsync(new() { Text = "anna" }, SessionSort.Started, descending: true, 0, 10)).Value;
        Assert.Equal("anna", Assert.Single(found.Sessions).Operator);
        await using (var db = await journal.OpenAsync())
            Assert.All(await db.Events.ToListAsync(), entry => Assert.DoesNotContain("why", entry.Facts, StringComparison.Ordinal));

        Assert.True(PersonalNumber.TryParse(TestSessions.PersonalNumber, out var number, out _));
        Assert.Equal(new Erasure(1, 0), Assert.IsType<JournalResult<Erasure>.Success>(await journal.Get<IPersonData>().EraseAsync(number, "command line")).Value);
        var audit = Assert.IsType<JournalResult<IReadOnlyList<AuditEntry>>.Success>(await journal.Get<IJournalQueries>().AuditAsync(new(), null, 10)).Value;
        Assert.All(audit, entry => Assert.Null(entry.Why));
    }

    [Fact]
    public void EventTypes_All_HaveAStableNameAndASentence()
    {
        Assert.All(JournalEventType.All, type =>
        {
            Assert.Matches("^[a-z_]+$", type.Name);
            Assert.EndsWith(".", type.Sentence, StringComparison.Ordinal);
            Assert.Same(type, JournalEventType.Find(type.Name));
        });
        // Names must never change: existing logs must stay readable.
        Assert.Equal(
            "bankid_recovered bankid_troubled chain_verified device_switched journal_created log_trimmed operator_cancelled_session " +
            "operator_refused operator_signed_in operator_signed_out operator_started_phone_session order_renewed person_erased " +
            "person_exported personal_number_shown python_compared python_restarted return_mismatched session_continued session_ended session_moved " +
            "session_started sessions_exported sessions_removed signed_in",
            string.Join(' ', JournalEventType.All));
        Assert.Null(JournalEventType.Find("made_up"));
    }

    private static SessionRecord Phone()
    {
        var session = TestSessions.Session();
        return session with
        {
            Intent = new() { Flow = Flow.PhoneAuth, Phone = new PhoneCall(CallInitiator.User, TestSessions.PersonalNumber) },
        };
    }

    private static SessionEvent[] StartedByAnna(SessionRecord session) =>
        [new SessionEvent.Started(session.At, session.Intent.Flow, null) { Operator = "anna" }];
}
