using AuthDemo.Sessions;
using AuthDemo.Sessions.Journaling;

namespace AuthDemo.Journal.Tests.Hosting;

/// <summary>
/// The service in a process of its own, for tests that kill it or fill its disk. It prints a line for each write that was acknowledged
/// as durable (<c>session version</c>) and for each that was refused (<c>! why</c>).
/// </summary>
internal static class JournalProcess
{
    /// <summary>Keeps 200 sessions running until killed.</summary>
    public const string RunVerb = "journal-run";

    /// <summary>Fills the disk, frees space, and writes once more.</summary>
    public const string FillVerb = "journal-fill";

    private const int Running = 200;

    /// <summary>The command line that runs this program with the verb.</summary>
    public static string[] Command(string verb, IReadOnlyDictionary<string, string?> settings)
    {
        string[] program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [Environment.ProcessPath!, typeof(JournalProcess).Assembly.Location]
            : [Environment.ProcessPath!];
        return [.. program, verb, .. settings.Select(setting => $"{setting.Key}={setting.Value}")];
    }

    /// <summary>True when the arguments are such a command.</summary>
    public static bool Handles(string[] args) => args is [RunVerb or FillVerb, ..];

    public static async Task<int> RunAsync(string[] args)
    {
        var settings = args[1..].Select(arg => arg.Split('=', 2)).ToDictionary(pair => pair[0], pair => (string?)pair[1]);
        await using var journal = await TestJournal.StartAsync(settings);
        using var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        if (args[0] == FillVerb)
            await FillAsync(journal.Sessions, output, settings["Journal:DataFolder"]!);
        else
            await Task.WhenAll(Enumerable.Range(0, Running).Select(_ => DriveAsync(journal.Sessions, output)));
        return 0;
    }

    private static async Task DriveAsync(ISessionJournal journal, TextWriter output)
    {
        while (true)
        {
            var session = TestSessions.Session();
            await AppendAsync(session, session.Started());
            foreach (var state in (AuthState[])[TestSessions.Scan, new AuthState.EnteringCode(), TestSessions.Completed])
            {
                var next = session.Then(state);
                await AppendAsync(next, next.EventsSince(session));
                session = next;
            }
        }

        async Task AppendAsync(SessionRecord session, SessionEvent[] happened)
        {
            // As a grain does: a refused write is repeated before the next one.
            while (await journal.AppendAsync(session, happened) is not JournalWrite.Written)
                await output.WriteLineAsync("! refused");
            await output.WriteLineAsync($"{session.Id} {session.Version}");
        }
    }

    private static async Task FillAsync(ISessionJournal journal, TextWriter output, string folder)
    {
        for (var refused = 0; refused < 10;)
        {
            if (!await AppendAsync())
                refused++;
        }
        File.Delete(Path.Combine(folder, "ballast"));
        await AppendAsync();

        async Task<bool> AppendAsync()
        {
            var session = TestSessions.Session();
            var reply = await journal.AppendAsync(session, session.Started());
            await output.WriteLineAsync(reply is JournalWrite.Unavailable unavailable ? $"! {unavailable.Why}" : session.Id.Value);
            return reply is JournalWrite.Written;
        }
    }
}
