using System.Collections.Concurrent;
using System.Diagnostics;
using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Operators;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.Tests.Hosting;
using AuthDemo.Journal.Verification;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Journaling;
using Microsoft.EntityFrameworkCore;

namespace AuthDemo.Journal.Tests;

/// <summary>A service that keeps 200 sessions running is killed without warning, in a process of its own.</summary>
public sealed class CrashTests(PostgresServer postgres)
{
    private const int Sessions = 200;
    private const int Acknowledged = 1500;

    private static readonly TimeSpan s_guard = TimeSpan.FromMinutes(2);

    [Theory, InlineData(JournalProvider.Sqlite), InlineData(JournalProvider.PostgreSql)]
    public async Task Kill_InTheMiddleOf200Sessions_LosesNothingThatWasAcknowledged(JournalProvider provider)
    {
        using var database = await TestDatabase.NewAsync(provider, postgres);
        var acknowledged = await RunAndKillAsync(database);

        await using var journal = await TestJournal.StartAsync(database.Settings);
        // PostgreSQL finishes a commit that was sent before the kill. Writers are serialized, so this one is committed after it.
        await journal.Get<IOperatorLog>().RecordAsync("anna", new OperatorAction(JournalEventType.OperatorSignedIn));

        var status = Assert.IsType<JournalResult<ChainStatus>.Success>(await journal.Get<IJournalQueries>().VerifyAsync()).Value;
        Assert.IsType<ChainStatus.Intact>(status);
        await using var db = await journal.OpenAsync();
        // Each version has one entry, so an acknowledged version v means at least v entries.
        var entries = await db.Events.Where(entry => entry.SessionId != null).GroupBy(entry => entry.SessionId!)
            .ToDictionaryAsync(session => session.Key, session => session.Count());
        var rows = await db.Sessions.ToDictionaryAsync(row => row.Id);
        foreach (var (session, version) in acknowledged)
        {
            Assert.InRange(rows[session].Version, version, version + 1);
            Assert.Equal(rows[session].Version, entries[session]);
        }
        Assert.Equal(rows.Count, entries.Count);
        var completed = acknowledged.Where(pair => pair.Value == 4).Select(pair => pair.Key).ToList();
        Assert.NotEmpty(completed);
        Assert.All(completed, session => Assert.Equal("completed", rows[session].State));
        await EndRunningAsync(journal, rows.Values.Count(row => row.EndedAt is null));
    }

    // What Sessions does at its start: it finds each running session, and resumes it or ends it with a reason.
    private static async Task EndRunningAsync(TestJournal journal, int expected)
    {
        var running = Assert.IsType<JournalRunning.Found>(await journal.Sessions.RunningAsync()).Sessions;
        Assert.Equal(expected, running.Count);
        Assert.InRange(running.Count, 1, Sessions);
        await Parallel.ForEachAsync(running, async (id, cancellation) =>
        {
            var session = Assert.IsType<JournalRead.Found>(await journal.Sessions.FindAsync(id, cancellation)).Session;
            Assert.False(session.ProtocolState.IsEmpty);
            var ended = session.Then(new AuthState.Cancelled(CancelledBy.OwnerGone));
            Assert.IsType<JournalWrite.Written>(await journal.Sessions.AppendAsync(
                ended, [new SessionEvent.Resumed(ended.At), new SessionEvent.Ended(ended.At, AuthStateKind.Cancelled, "owner_gone")], cancellation));
        });
        Assert.Empty(Assert.IsType<JournalRunning.Found>(await journal.Sessions.RunningAsync()).Sessions);
    }

    /// <summary>The highest version of each session that was acknowledged before the kill.</summary>
    private static async Task<Dictionary<string, long>> RunAndKillAsync(TestDatabase database)
    {
        var command = JournalProcess.Command(JournalProcess.RunVerb, database.Settings);
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        var lines = new ConcurrentQueue<string>();
        var enough = new TaskCompletionSource();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
                return;
            lines.Enqueue(line.Data);
            if (lines.Count == Acknowledged)
                enough.TrySetResult();
        };
        var errors = new ConcurrentQueue<string>();
        process.ErrorDataReceived += (_, line) => errors.Enqueue(line.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var ended = process.WaitForExitAsync();
        await Task.WhenAny(enough.Task, ended, Task.Delay(s_guard));
        Assert.True(enough.Task.IsCompleted, $"The process did not get that far: {string.Join('\n', errors)}");
        process.Kill(); // SIGKILL
        await ended;
        Assert.Equal(137, process.ExitCode);
        // The kill may have truncated the last line, which does not count.
        return lines.Select(line => line.Split(' ')).Where(parts => parts is [{ Length: 22 }, { Length: 1 }])
            .GroupBy(parts => parts[0]).ToDictionary(session => session.Key, session => session.Max(parts => long.Parse(parts[1], null)));
    }
}
