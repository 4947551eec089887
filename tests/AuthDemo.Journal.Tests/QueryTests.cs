using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Operators;
using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.ReadModels;
using AuthDemo.Journal.Storage;
using AuthDemo.Journal.Tests.Hosting;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Journaling;
using Microsoft.EntityFrameworkCore;

namespace AuthDemo.Journal.Tests;

/// <summary>What the console reads, on both databases.</summary>
public sealed class QueryTests(PostgresServer postgres)
{
    [Theory, InlineData(JournalProvider.Sqlite), InlineData(JournalProvider.PostgreSql)]
    public async Task Sessions_EachFilterAndOrder_GivesTheSameOnBothDatabases(JournalProvider provider)
    {
        using var database = await TestDatabase.NewAsync(provider, postgres);
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var (queries, sessions) = (journal.Get<IJournalQueries>(), journal.Sessions);
        var running = await sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan);
        var completed = await sessions.AppendStatesAsync(TestSessions.Session(TestSessions.Now.AddMinutes(1), Device.Same, "safari"), new AuthState.Searching(), new AuthState.EnteringCode(), TestSessions.Completed);
        var failed = await sessions.AppendStatesAsync(TestSessions.Session(TestSessions.Now.AddMinutes(2)), TestSessions.Failed());
        var cancelled = await sessions.AppendStatesAsync(TestSessions.Session(TestSessions.Now.AddMinutes(3)), TestSessions.Scan, new AuthState.Cancelled(CancelledBy.User));

        await AssertAsync(new() { IsRunning = true }, running);
        await AssertAsync(new() { IsRunning = false }, completed, failed, cancelled);
        await AssertAsync(new() { States = ["failed", "cancelled"] }, failed, cancelled);
        await AssertAsync(new() { Flows = ["auth"] }, running, completed, failed, cancelled);
        await AssertAsync(new() { Flows = ["sign"] });
        await AssertAsync(new() { Devices = ["same"] }, completed);
        await AssertAsync(new() { Reasons = ["start_failed", "user"] }, failed, cancelled);
        await AssertAsync(new() { From = TestSessions.Now.AddMinutes(1), Before = TestSessions.Now.AddMinutes(3) }, completed, failed);
        await AssertAsync(new() { Text = " SAFARI " }, completed);
        await AssertAsync(new() { Text = "startfailed" }, failed);
        await AssertAsync(new() { Text = cancelled.Id.Value }, cancelled);
        await AssertAsync(new() { Text = "%" });
        await AssertAsync(new() { Text = "rfa1" }, running, failed); // RFA1 and RFA17
        await AssertAsync(new() { Person = Number(TestSessions.PersonalNumber) }, completed);
        await AssertAsync(new() { Person = Number("198202022391") });
        await AssertAsync(new() { States = ["failed"], Text = "safari" });

        Assert.Equal([cancelled.Id, failed.Id, completed.Id, running.Id], await OrderAsync(SessionSort.Started, descending: true));
        Assert.Equal([running.Id, failed.Id, cancelled.Id, completed.Id], await OrderAsync(SessionSort.Duration));
        Assert.Equal("awaiting_scan cancelled completed failed", string.Join(' ', (await PageAsync(SessionSort.State)).Select(row => row.State)));
        Assert.Equal([null, null, "start_failed", "user"], (await PageAsync(SessionSort.Reason)).Select(row => row.Reason));
        Assert.Equal(["user", "start_failed", null, null], (await PageAsync(SessionSort.Reason, descending: true)).Select(row => row.Reason));

        async Task AssertAsync(SessionFilter filter, params SessionRecord[] expected)
        {
            var page = Known(await queries.SessionsAsync(filter, SessionSort.Started, descending: false, 0, 100));
            Assert.Equal(expected.Select(session => session.Id), page.Sessions.Select(row => row.Id));
            Assert.Equal(expected.Length, page.Total);
        }

        async Task<IReadOnlyList<SessionSummary>> PageAsync(SessionSort sort, bool descending = false) =>
            Known(await queries.SessionsAsync(new(), sort, descending, 0, 100)).Sessions;

        async Task<IEnumerable<SessionId>> OrderAsync(SessionSort sort, bool descending = false) => (await PageAsync(sort, descending)).Select(row => row.Id);
    }

    [Theory, InlineData(JournalProvider.Sqlite), InlineData(JournalProvider.PostgreSql)]
    public async Task Sessions_PageByPage_ShowsEachOnce(JournalProvider provider)
    {
        using var database = await TestDatabase.NewAsync(provider, postgres);
        await using var journal = await TestJournal.StartAsync(database.Settings);
        // All have the same time, so only the id orders them.
        await Task.WhenAll(Enumerable.Range(0, 1050).Select(_ => journal.Sessions.AppendStatesAsync(TestSessions.Session())));
        var queries = journal.Get<IJournalQueries>();

        var paged = new List<SessionId>();
        for (var skip = 0; skip < 1050; skip += 100)
            paged.AddRange(Known(await queries.SessionsAsync(new(), SessionSort.Started, descending: true, skip, 100)).Sessions.Select(row => row.Id));
        var streamed = await queries.AllSessionsAsync(new()).Select(row => Known(row).Id).ToListAsync();

        Assert.Equal(1050, paged.Distinct().Count());
        Assert.Equal(paged, streamed);
    }

    [Theory, InlineData(JournalProvider.Sqlite), InlineData(JournalProvider.PostgreSql)]
    public async Task Overview_OneHour_HasCountsAndMedian(JournalProvider provider)
    {
        using var database = await TestDatabase.NewAsync(provider, postgres);
        await using var journal = await TestJournal.StartAsync(database.Settings);
        foreach (var seconds in (int[])[10, 20, 40, 100])
            await EndAsync(Device.Other, TestSessions.Completed, seconds);
        await EndAsync(Device.Same, TestSessions.Completed, 5);
        await EndAsync(Device.Other, TestSessions.Failed(), 30);
        await EndAsync(Device.Other, TestSessions.Failed("expired_transaction"), 30);
        await EndAsync(Device.Other, TestSessions.Failed(), 30);
        await EndAsync(Device.Same, TestSessions.Completed, 60, TestSessions.Now.AddHours(-1)); // the hour before
        await journal.Sessions.AppendStatesAsync(TestSessions.Session());

        var now = Known(await journal.Get<IJournalQueries>().OverviewAsync(TestSessions.Now, TestSessions.Now.AddHours(1)));
        var before = Known(await journal.Get<IJournalQueries>().OverviewAsync(TestSessions.Now.AddHours(-1), TestSessions.Now));

        Assert.Equal((9, 5, 3, 1, TimeSpan.FromSeconds(20)), (now.Started, now.Completed, now.EndedOtherwise, now.Running, now.MedianTimeToComplete));
        Assert.Equal([new("failed", "start_failed", 2), new("failed", "expired_transaction", 1)], now.Reasons);
        Assert.Equal(
            [new("auth", "other", 8, 4, 3, TimeSpan.FromSeconds(30)), new("auth", "same", 1, 1, 0, TimeSpan.FromSeconds(5))], now.Kinds);
        Assert.Equal((1, 1, 0), (before.Started, before.Completed, before.EndedOtherwise));

        var series = Known(await journal.Get<IJournalQueries>().SeriesAsync(TestSessions.Now.AddHours(-1), TimeSpan.FromMinutes(30), 4));
        Assert.Equal(
            [new(TestSessions.Now.AddHours(-1), 1, 1, 0), new(TestSessions.Now.AddMinutes(-30), 0, 0, 0), new(TestSessions.Now, 9, 5, 3), new(TestSessions.Now.AddMinutes(30), 0, 0, 0)],
            series);

        async Task EndAsync(Device device, AuthState state, int seconds, DateTimeOffset? at = null)
        {
            var session = TestSessions.Session(at, device);
            await journal.Sessions.AppendAsync(session, session.Started());
            var ended = session.Then(state, TimeSpan.FromSeconds(seconds));
            await journal.Sessions.AppendAsync(ended, ended.EventsSince(session));
        }
    }

    [Theory, InlineData(JournalProvider.Sqlite), InlineData(JournalProvider.PostgreSql)]
    public async Task Session_WithOrdersAndOperatorActions_HasEverythingMasked(JournalProvider provider)
    {
        using var database = await TestDatabase.NewAsync(provider, postgres);
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var session = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan, TestSessions.Completed);
        await journal.Get<IOperatorLog>().RevealAsync("anna", session.Id, "The caller asks which name was used");

        var detail = Known(await journal.Get<IJournalQueries>().SessionAsync(session.Id))!;

        Assert.Equal(("19900101-••••", TestSessions.Ip), (detail.MaskedPersonalNumber, detail.EndUserIp));
        Assert.Equal([new SessionOrder(1, TestSessions.Now.AddSeconds(1), TestSessions.Now.AddSeconds(2), "completed")], detail.Orders);
        Assert.Equal(
            ["session_started user", "session_moved service", "session_ended service", "personal_number_shown operator:anna"],
            detail.Log.Select(entry => $"{entry.Type} {entry.Actor}"));
        Assert.Equal("starting awaiting_scan RFA1", $"{detail.Log[1].Facts["from"]} {detail.Log[1].Facts["to"]} {detail.Log[1].Facts["message"]}");
        Assert.Equal("The caller asks which name was used", detail.Log[3].Why);
        Assert.DoesNotContain(TestSessions.PersonalNumber, $"{detail}", StringComparison.Ordinal);
        Assert.Null(Known(await journal.Get<IJournalQueries>().SessionAsync(SessionId.New())));
    }

    [Theory, InlineData(JournalProvider.Sqlite), InlineData(JournalProvider.PostgreSql)]
    public async Task Audit_ByKindAndPage_IsNewestFirst(JournalProvider provider)
    {
        using var database = await TestDatabase.NewAsync(provider, postgres);
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var session = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan);
        var acts = journal.Get<IOperatorLog>();
        await acts.RecordAsync("anna", new OperatorAction(JournalEventType.OperatorSignedIn) { Facts = new Dictionary<string, string> { ["role"] = "operator" } });
        await acts.RecordAsync("anna", new OperatorAction(JournalEventType.OperatorCancelledSession) { Session = session.Id, Reason = "Asked by phone" });
        await acts.RecordAsync("bo", new OperatorAction(JournalEventType.PythonRestarted) { Reason = "It was slow" });

        Assert.Equal(
            ["python_restarted It was slow", "operator_cancelled_session Asked by phone", "operator_signed_in "],
            (await AuditAsync(new() { Subject = JournalSubject.Operator })).Select(entry => $"{entry.Type} {entry.Why}"));
        Assert.Equal([4L], (await AuditAsync(new() { Subject = JournalSubject.Operator }, before: 5, take: 1)).Select(entry => entry.Seq));
        Assert.Equal([6L], (await AuditAsync(new() { Actor = "operator:bo" })).Select(entry => entry.Seq));
        Assert.Equal([5L, 3L, 2L], (await AuditAsync(new() { Session = session.Id })).Select(entry => entry.Seq));
        Assert.Equal([1L], (await AuditAsync(new() { Type = JournalEventType.JournalCreated })).Select(entry => entry.Seq));
        Assert.Equal([3L], (await AuditAsync(new() { From = TestSessions.Now.AddSeconds(1) })).Select(entry => entry.Seq));
        Assert.Equal("operator", (await AuditAsync(new() { Type = JournalEventType.OperatorSignedIn }))[0].Facts["role"]);

        async Task<IReadOnlyList<AuditEntry>> AuditAsync(AuditFilter filter, long? before = null, int take = 100) =>
            Known(await journal.Get<IJournalQueries>().AuditAsync(filter, before, take));
    }

    [Fact]
    public async Task Sessions_ByPersonStateOrTime_UseAnIndex()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        await using var db = await journal.OpenAsync();
        var keys = journal.Get<JournalDatabase>().Keys;

        Assert.Contains("IX_Sessions_PersonHash", await PlanAsync(db.Sessions.Where(new SessionFilter { Person = Number(TestSessions.PersonalNumber) }, keys)), StringComparison.Ordinal);
        Assert.Contains("IX_Sessions_StartedAt", await PlanAsync(db.Sessions.Where(new(), keys).OrderBy(SessionSort.Started, descending: true).Take(50)), StringComparison.Ordinal);
        Assert.Contains("IX_Sessions_State_StartedAt", await PlanAsync(db.Sessions.Where(row => row.State == "failed").OrderBy(row => row.StartedAt)), StringComparison.Ordinal);
        Assert.Contains("IX_Sessions_EndedAt", await PlanAsync(db.Sessions.Where(row => row.EndedAt == null)), StringComparison.Ordinal);

        async Task<string> PlanAsync(IQueryable<SessionRow> query)
        {
            await db.Database.OpenConnectionAsync();
            await using var command = query.CreateDbCommand();
            command.CommandText = $"EXPLAIN QUERY PLAN {command.CommandText}";
            await using var reader = await command.ExecuteReaderAsync();
            var plan = "";
            while (await reader.ReadAsync())
                plan += reader.GetString(3) + "\n";
            return plan;
        }
    }

    private static T Known<T>(JournalResult<T> answer) => Assert.IsType<JournalResult<T>.Success>(answer).Value;

    private static PersonalNumber Number(string text) => PersonalNumber.TryParse(text, out var number, out var wrong) ? number : throw new InvalidOperationException(wrong);
}
