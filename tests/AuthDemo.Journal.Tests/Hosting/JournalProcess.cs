using AuthDemo.Sessions.Journaling;

namespace AuthDemo.Journal.Tests;

/// <summary>
/// The service that a test may kill: keeps many sessions running and says on standard output, one line each, which write it was told
/// is durable (<c>session version</c>), as a grain would tell its followers.
/// </summary>
internal static class JournalProcess
{
    public const string Verb = "journal-process";

    /// <summary>Arguments: number of sessions, then settings as <c>key=value</c>. Runs until killed.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var settings = args[1..].Select(arg => arg.Split('=', 2)).ToDictionary(pair => pair[0], pair => (string?)pair[1]);
        await using var journal = await TestJournal.StartAsync(settings);
        using var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        await Task.WhenAll(Enumerable.Range(0, int.Parse(args[0], null)).Select(_ => DriveAsync(journal.Sessions, output)));
        return 0;
    }

    private static async Task DriveAsync(ISessionJournal journal, TextWriter output)
    {
        while (true)
        {
            var session = Some.Session();
            await TellAsync(session, session.Started());
            foreach (var state in (AuthDemo.Sessions.AuthState[])[Some.Scan, new AuthDemo.Sessions.AuthState.EnteringCode(), Some.Completed])
            {
                var next = session.Then(state);
                await TellAsync(next, next.Since(session));
                session = next;
            }
        }

        async Task TellAsync(SessionRecord session, SessionEvent[] happened)
        {
            var reply = await journal.AppendAsync(session, happened);
            await output.WriteLineAsync(reply is JournalWrite.Written ? $"{session.Id} {session.Version}" : $"! {reply}");
        }
    }
}
