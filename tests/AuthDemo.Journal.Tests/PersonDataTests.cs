using System.Text;
using System.Text.Json.Nodes;
using AuthDemo.Journal.Persons;
using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.Tests.Hosting;
using AuthDemo.Journal.Verification;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Journaling;
using Microsoft.EntityFrameworkCore;

namespace AuthDemo.Journal.Tests;

/// <summary>Exporting and erasing one person's data.</summary>
public sealed class PersonDataTests(PostgresServer postgres)
{
    private static readonly AuthState s_other = new AuthState.Completed(new Identity("198202022391", "Nils Berg", "Nils", "Berg"), []);

    [Theory, InlineData(JournalProvider.Sqlite), InlineData(JournalProvider.PostgreSql)]
    public async Task Export_PersonWithTwoSessions_HasAllOfBothAndNothingOfOthers(JournalProvider provider)
    {
        using var database = await TestDatabase.NewAsync(provider, postgres);
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var first = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan, TestSessions.Completed);
        var second = await journal.Sessions.AppendStatesAsync(TestSessions.Session(TestSessions.Now.AddHours(1)), TestSessions.Scan, TestSessions.Completed);
        await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan, s_other);

        var export = JsonNode.Parse(Known(await journal.Get<IPersonData>().ExportAsync(Number(), "command line")).ToJson())!;

        Assert.Equal(TestSessions.PersonalNumber, (string?)export["personal_number"]);
        Assert.Equal([first.Id.Value, second.Id.Value], export["sessions"]!.AsArray().Select(session => (string?)session!["id"]));
        var session = export["sessions"]![0]!;
        Assert.Equal(TestSessions.Name, (string?)session["record"]!["state"]!["identity"]!["name"]);
        Assert.StartsWith("<Signature/>", (string?)session["record"]!["evidence"]!["signature"], StringComparison.Ordinal);
        Assert.Equal(["session_started", "session_moved", "session_ended"], session["log"]!.AsArray().Select(entry => (string?)entry!["type"]));
        Assert.Equal(TestSessions.Ip, (string?)session["log"]![0]!["personal"]!["end_user_ip"]);
        Assert.Equal("completed", (string?)session["orders"]![0]!["ending"]);
        await using var db = await journal.OpenAsync();
        var entry = await db.Events.OrderBy(row => row.Seq).LastAsync();
        Assert.Equal(("person_exported", "command line"), (entry.Type, entry.Actor));
    }

    [Theory, InlineData(JournalProvider.Sqlite), InlineData(JournalProvider.PostgreSql)]
    public async Task Erase_Person_MakesTheirDataUnreadableAndKeepsTheChainIntact(JournalProvider provider)
    {
        using var database = await TestDatabase.NewAsync(provider, postgres);
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var session = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan, TestSessions.Completed);
        var other = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan, s_other);
        byte[] key;
        await using (var db = await journal.OpenAsync())
            key = (await db.Sessions.SingleAsync(row => row.Id == session.Id.Value)).DataKey!;

        var erasure = Assert.IsType<JournalResult<Erasure>.Success>(await journal.Get<IPersonData>().EraseAsync(Number(), "command line")).Value;

        Assert.Equal(new Erasure(1, 0), erasure);
        Assert.IsType<JournalRead.NotFound>(await journal.Sessions.FindAsync(session.Id));
        Assert.IsType<JournalRead.NotFound>(await journal.Sessions.FindLatestAsync(session.OwnerHash));
        Assert.IsType<JournalRead.Found>(await journal.Sessions.FindAsync(other.Id));
        Assert.Empty(Known(await journal.Get<IPersonData>().ExportAsync(Number(), "command line")).Sessions);
        var detail = await journal.Get<IJournalQueries>().SessionAsync(session.Id);
        var (summary, masked, ip, _, log) = Assert.IsType<JournalResult<SessionDetail?>.Success>(detail).Value!;
        Assert.Equal(("completed", false, null, null, 3), (summary.State, summary.HasPerson, masked, ip, log.Count));
        Assert.IsType<ChainStatus.Intact>(Assert.IsType<JournalResult<ChainStatus>.Success>(await journal.Get<IJournalQueries>().VerifyAsync()).Value);
        // The key is nowhere in the files, neither in a free page nor in the write-ahead log.
        if (database.Folder is { } folder)
            Assert.All(Directory.GetFiles(folder), file => Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(key.AsSpan(0, 40))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ExportAndErase_PersonWhoNeverCompleted_AreFoundByTheRequestedNumber(bool byPhone)
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var asked = TestSessions.Session();
        asked = asked with
        {
            Intent = byPhone
                ? new() { Flow = Flow.PhoneAuth, Phone = new PhoneCall(CallInitiator.Rp, TestSessions.PersonalNumber) }
                : asked.Intent with { Requirement = new() { PersonalNumber = TestSessions.PersonalNumber } },
        };
        var failed = await journal.Sessions.AppendStatesAsync(asked, TestSessions.Failed("user_declined_call"));
        var summary = Assert.Single(Assert.IsType<JournalResult<SessionPage>.Success>(
            await journal.Get<IJournalQueries>().SessionsAsync(new() { Person = Number() }, SessionSort.Started, descending: true, 0, 10)).Value.Sessions);
        Assert.Equal((failed.Id, false), (summary.Id, summary.HasPerson)); // it can be found by its number, and there is nobody to show

        Assert.Equal(failed.Id.Value, Assert.Single(Known(await journal.Get<IPersonData>().ExportAsync(Number(), "command line")).Sessions).Id);
        Assert.Equal(new Erasure(1, 0), Assert.IsType<JournalResult<Erasure>.Success>(await journal.Get<IPersonData>().EraseAsync(Number(), "command line")).Value);

        Assert.IsType<JournalRead.NotFound>(await journal.Sessions.FindAsync(failed.Id));
        Assert.Empty(Known(await journal.Get<IPersonData>().ExportAsync(Number(), "command line")).Sessions);
    }

    [Fact]
    public async Task Append_ErasedSession_IsOutdated()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var session = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan, TestSessions.Completed);
        await journal.Get<IPersonData>().EraseAsync(Number(), "command line");

        var signedIn = session with { Version = session.Version + 1, SignedInAt = TestSessions.Now };

        Assert.IsType<JournalWrite.Outdated>(await journal.Sessions.AppendAsync(signedIn, [new SessionEvent.SignedIn(TestSessions.Now)]));
    }

    [Fact]
    public async Task PersonHash_IsKeyedByTheDatabase()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan, TestSessions.Completed);
        using var second = TestDatabase.NewSqlite();
        await using var elsewhere = await TestJournal.StartAsync(second.Settings);
        await elsewhere.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan, TestSessions.Completed);

        await using var db = await journal.OpenAsync();
        await using var otherDb = await elsewhere.OpenAsync();
        var hash = (await db.Sessions.SingleAsync()).PersonHash!;

        Assert.NotEqual((await otherDb.Sessions.SingleAsync()).PersonHash, hash);
        Assert.NotEqual(
            System.Buffers.Text.Base64Url.EncodeToString(System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(TestSessions.PersonalNumber))), hash);
    }

    [Theory]
    [InlineData("19900101-2385", null)]
    [InlineData(" 19900101 2385 ", null)]
    [InlineData("9001012385", "Personal number: 12 digits, YYYYMMDDNNNN with the century; given: 10 digits.")]
    [InlineData("", "Personal number: 12 digits, YYYYMMDDNNNN with the century; given: 0 digits.")]
    [InlineData("Karin Östling", "Personal number: 12 digits, YYYYMMDDNNNN, and nothing else but a hyphen; given: other characters.")]
    public void PersonalNumber_AsTyped_IsParsedOrExplained(string text, string? expected)
    {
        Assert.Equal(expected is null, PersonalNumber.TryParse(text, out var number, out var wrong));
        Assert.Equal(expected, wrong);
        Assert.Equal(expected is null ? TestSessions.PersonalNumber : null, number?.Digits);
        Assert.DoesNotContain("1990", $"{number}", StringComparison.Ordinal);
    }

    private static PersonalNumber Number() => PersonalNumber.TryParse(TestSessions.PersonalNumber, out var number, out var wrong) ? number : throw new InvalidOperationException(wrong);

    private static PersonExport Known(JournalResult<PersonExport> answer) => Assert.IsType<JournalResult<PersonExport>.Success>(answer).Value;
}
