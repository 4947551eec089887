using System.Text.Json.Nodes;
using AuthDemo.Journal.Commands;
using AuthDemo.Journal.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AuthDemo.Journal.Tests;

/// <summary>The commands, while a service runs on the same database.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task Verify_IntactAndBrokenLog_ReportsTheBrokenEntry()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan);

        var whole = await RunAsync(database, "", "verify");
        await using (var db = await journal.OpenAsync())
        {
            await db.Database.ExecuteSqlRawAsync("""DROP TRIGGER "Events_are_final" """);
            await db.Database.ExecuteSqlRawAsync("""UPDATE "Events" SET "Actor" = 'eve' WHERE "Seq" = 2""");
        }
        var broken = await RunAsync(database, "", "verify");

        Assert.Equal(0, whole.Code);
        Assert.StartsWith("The chain is whole: entries 1 to 3. The last hash is ", whole.Output, StringComparison.Ordinal);
        Assert.Equal((1, "The chain is broken at entry 2. The entry's hash does not match its content and the entry before it.\n"), (broken.Code, broken.Output));
    }

    [Fact]
    public async Task Export_Person_PrintsJsonAndNothingElse()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Completed);

        var export = await RunAsync(database, "19900101-2385\n", "export");
        var nobody = await RunAsync(database, "198202022391\n", "export");

        Assert.Equal(0, export.Code);
        Assert.Single(JsonNode.Parse(export.Output)!["sessions"]!.AsArray());
        Assert.Equal((1, ""), (nobody.Code, nobody.Output));
        Assert.EndsWith("The journal holds nothing on this person.\n", nobody.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erase_AfterConfirmation_ErasesWhileTheServiceRuns()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var session = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Completed);

        var refused = await RunAsync(database, "199001012385\nno\n", "erase");
        Assert.IsType<AuthDemo.Sessions.Journaling.JournalRead.Found>(await journal.Sessions.FindAsync(session.Id));
        var erased = await RunAsync(database, "199001012385\nyes\n", "erase");

        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.Equal((0, "Erased: 1 sessions. Still running and left alone: 0.\n"), (erased.Code, erased.Output));
        Assert.IsType<AuthDemo.Sessions.Journaling.JournalRead.NotFound>(await journal.Sessions.FindAsync(session.Id));
        // The service continues to write after the command's entry.
        await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan);
        Assert.Equal(0, (await RunAsync(database, "", "verify")).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("export 199001012385")]
    [InlineData("destroy")]
    public async Task Run_InvalidArguments_PrintsUsageAndDoesNothing(string args)
    {
        using var database = TestDatabase.NewSqlite();

        var (code, output, error) = await RunAsync(database, "", args.Split(' ', StringSplitOptions.RemoveEmptyEntries), settings: false);

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("journal verify", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(database.Folder));
    }

    [Fact]
    public async Task Export_InvalidPersonalNumber_PrintsTheExpectedFormat()
    {
        using var database = TestDatabase.NewSqlite();

        var (code, output, error) = await RunAsync(database, "9001012385\n", "export");

        Assert.Equal((2, ""), (code, output));
        Assert.EndsWith("Personal number: 12 digits, YYYYMMDDNNNN with the century; given: 10 digits.\n", error, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(TestDatabase database, string input, string command) =>
        RunAsync(database, input, [command], settings: true);

    private static async Task<(int Code, string Output, string Error)> RunAsync(
        TestDatabase database, string input, string[] command, bool settings)
    {
        string[] args = [JournalCommands.Verb, .. command, .. settings ? database.Settings.Select(setting => $"--{setting.Key}={setting.Value}") : []];
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var code = await JournalCommands.RunAsync(
            args, Path.GetTempPath(), new StringReader(input), output, error,
            builder => builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(TestSessions.Now)));
        return (code, output.ToString(), error.ToString());
    }
}
