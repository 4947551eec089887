using System.Text;
using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Tests.Hosting;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Journaling;

namespace AuthDemo.Journal.Tests;

/// <summary>BankID's last responses, in files beside the journal.</summary>
public sealed class FileResponseStoreTests(PostgresServer postgres) : IDisposable
{
    private static readonly Dictionary<string, string> s_headers = new() { ["content-type"] = "application/json" };

    private readonly string _data = Path.Combine(Path.GetTempPath(), $"authdemo-answers-{Guid.NewGuid():N}");

    private string Folder => Path.Combine(_data, "answers");

    [Theory, InlineData(JournalProvider.Sqlite), InlineData(JournalProvider.PostgreSql)]
    public async Task Store_AfterARestart_IsFoundUnchanged(JournalProvider provider)
    {
        using var database = await DatabaseAsync(provider);
        SessionRecord session;
        await using (var journal = await TestJournal.StartAsync(database.Settings))
        {
            session = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan);
            journal.Get<IResponseStore>().Store(session.Id, Answer("pending"));
            journal.Get<IResponseStore>().Store(session.Id, Answer("complete"));
        }

        await using var again = await TestJournal.StartAsync(database.Settings);
        var answers = again.Get<IResponseStore>();

        Assert.Equal([session.Id], answers.Sessions());
        var (kept, found) = (Answer("complete"), (await answers.FindAsync(session.Id))!);
        Assert.Equal(kept with { ProtocolState = default, Body = default }, found with { ProtocolState = default, Body = default, Headers = s_headers });
        Assert.Equal(kept.Headers, found.Headers);
        Assert.Equal(kept.Body.ToArray(), found.Body.ToArray());
        Assert.Equal(kept.ProtocolState.ToArray(), found.ProtocolState.ToArray());
        answers.Remove(session.Id);
        Assert.Empty(answers.Sessions());
        Assert.Null(await answers.FindAsync(session.Id));
    }

    [Fact]
    public async Task Store_IsEncrypted_AndReadableByTheOwnerOnly()
    {
        using var database = await DatabaseAsync(JournalProvider.Sqlite);
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var session = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan);

        journal.Get<IResponseStore>().Store(session.Id, Answer("complete"));

        var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(Folder))));
        Assert.DoesNotContain(TestSessions.PersonalNumber, text, StringComparison.Ordinal);
        Assert.DoesNotContain(TestSessions.Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain("collect", text, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
    }

    [Fact]
    public async Task Find_IncompleteChangedOrOtherSessionsFile_IsNull()
    {
        using var database = await DatabaseAsync(JournalProvider.Sqlite);
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var (one, other) = (await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan), await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan));
        var answers = journal.Get<IResponseStore>();
        answers.Store(one.Id, Answer("complete"));
        var file = Assert.Single(Directory.GetFiles(Folder));
        var whole = await File.ReadAllBytesAsync(file);

        foreach (var length in (int[])[0, 1, 20, whole.Length / 2, whole.Length - 1])
        {
            await File.WriteAllBytesAsync(file, whole[..length]);
            Assert.Null(await answers.FindAsync(one.Id));
        }
        foreach (var place in (int[])[0, 15, 30, whole.Length - 1])
        {
            var changed = whole.ToArray();
            changed[place] ^= 1;
            await File.WriteAllBytesAsync(file, changed);
            Assert.Null(await answers.FindAsync(one.Id));
        }
        await File.WriteAllBytesAsync(Path.Combine(Folder, other.Id.Value), whole);
        Assert.Null(await answers.FindAsync(other.Id));
        await File.WriteAllBytesAsync(file, whole);
        Assert.NotNull(await answers.FindAsync(one.Id));
    }

    [Fact]
    public async Task Store_EndedOrUnknownSession_IsIgnored()
    {
        using var database = await DatabaseAsync(JournalProvider.Sqlite);
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var ended = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan, TestSessions.Completed);

        journal.Get<IResponseStore>().Store(ended.Id, Answer("pending"));
        journal.Get<IResponseStore>().Store(SessionId.New(), Answer("pending"));

        Assert.Empty(journal.Get<IResponseStore>().Sessions());
    }

    [Fact]
    public async Task Store_UnwritableFolder_IsLoggedOnce_AndUsedAgainWhenWritable()
    {
        using var database = await DatabaseAsync(JournalProvider.Sqlite);
        using var log = new LogCapture();
        await using var journal = await TestJournal.StartAsync(database.Settings, logs: log);
        var session = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan);
        var answers = journal.Get<IResponseStore>();
        await File.WriteAllTextAsync(Folder, "in the way");

        answers.Store(session.Id, Answer("pending"));
        answers.Store(session.Id, Answer("complete"));
        answers.Remove(session.Id);
        Assert.Empty(answers.Sessions());
        Assert.Null(await answers.FindAsync(session.Id));
        Assert.Single(log.Entries, entry => entry.Message.StartsWith("Responses cannot be stored ", StringComparison.Ordinal));

        File.Delete(Folder);
        answers.Store(session.Id, Answer("complete"));
        Assert.NotNull(await answers.FindAsync(session.Id));
    }

    public void Dispose()
    {
        if (Directory.Exists(_data))
            Directory.Delete(_data, recursive: true);
    }

    private async Task<TestDatabase> DatabaseAsync(JournalProvider provider)
    {
        var database = await TestDatabase.NewAsync(provider, postgres);
        database.Settings["Journal:DataFolder"] = _data;
        return database;
    }

    private static StoredResponse Answer(string status) => new()
    {
        Version = 7, ProtocolState = Encoding.UTF8.GetBytes(TestSessions.Secret), Effect = 3, Purpose = "collect", Path = "collect",
        At = TestSessions.Now.AddMilliseconds(1234), Status = 200, Headers = s_headers,
        Body = Encoding.UTF8.GetBytes($$"""{"status":"{{status}}","personalNumber":"{{TestSessions.PersonalNumber}}"}"""), Host = "bankid.test",
        Took = TimeSpan.FromMilliseconds(41.5),
    };
}
