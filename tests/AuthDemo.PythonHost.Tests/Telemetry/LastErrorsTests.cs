using System.Text.Json;
using AuthDemo.PythonHost.Telemetry;
using AuthDemo.PythonHost.Tests.Arrange;
using Microsoft.Extensions.Time.Testing;

namespace AuthDemo.PythonHost.Tests.Telemetry;

[Collection(nameof(HostHere))]
public sealed class LastErrorsTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(s_noon);

    public static TheoryData<string> Everywhere => HostHere.Arranged(
        ArrangementKind.Interpreters, ArrangementKind.PythonNet, ArrangementKind.Workers, ArrangementKind.PerCall, ArrangementKind.Http);

    public static TheoryData<string> Workers => HostHere.Arranged(ArrangementKind.Workers);

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Call_Raises_TypeAndPlaceAreKeptAndNeitherTextNorPayload(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        for (var i = 0; i < 3; i++)
            await here.CallAsync("raises", "s3cret-19121212-1212");

        var error = Assert.Single(here.Status.LastErrors);

        Assert.Equal(("raised", 3), (error.Outcome, error.Times));
        Assert.Matches(@"^hosted\.cases\.raises raised builtins\.ValueError at hosted/cases\.py:\d+ in raises\.$", error.Message);
        Assert.DoesNotContain("s3cret", JsonSerializer.Serialize(here.Status), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Workers))]
    public async Task Process_Dies_CallAndProcessAreNamed(string arrangement)
    {
        await using var here = new HostHere(arrangement, ("Workers:Minimum", "1"), ("Workers:Maximum", "1"));
        await here.TextAsync("echo");
        var worker = Assert.Single(here.Runners.Runners);
        await here.CallAsync("kills_itself");
        await here.Log.FirstAsync(line => line.Contains("died: SIGKILL", StringComparison.Ordinal));
        await here.TextAsync("echo");

        Assert.Equal(
            [("worker_died", $"{worker.Id} (process {worker.ProcessId}) died: SIGKILL."), ("worker_died", "hosted.cases.kills_itself ended with its process: SIGKILL.")],
            here.Status.LastErrors.Select(error => (error.Outcome, error.Message)).OrderByDescending(error => error.Message));
    }

    [Fact]
    public async Task Python_CanNotStart_ReasonIsKept()
    {
        await using var here = new HostHere(HostHere.Workers, ("Executable", "/nowhere/python3"));
        await here.CallAsync("echo");
        var error = Assert.Single(here.Status.LastErrors);
        Assert.Equal("start_failed", error.Outcome);
        Assert.StartsWith("Python:Executable is '/nowhere/python3', which does not exist.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_MoreThanAreKept_OldestIsForgotten()
    {
        var errors = new LastErrors(_time);
        for (var i = 0; i <= LastErrors.Kept; i++)
        {
            errors.Add("raised", $"{i}");
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        var kept = errors.Snapshot();

        Assert.Equal(LastErrors.Kept, kept.Count);
        Assert.Equal(new PythonIncident(s_noon + TimeSpan.FromSeconds(LastErrors.Kept), "raised", $"{LastErrors.Kept}", 1), kept[0]);
        Assert.Equal("1", kept[^1].Message);
    }

    [Fact]
    public void Add_Repeats_IsCountedAndComesFirst()
    {
        var errors = new LastErrors(_time);
        errors.Add("raised", "often");
        errors.Add("raised", "once");
        _time.Advance(TimeSpan.FromMinutes(1));
        errors.Add("raised", "often");

        Assert.Equal(
            [new PythonIncident(s_noon + TimeSpan.FromMinutes(1), "raised", "often", 2), new PythonIncident(s_noon, "raised", "once", 1)], errors.Snapshot());
    }

    [Fact]
    public void Note_ReturnedOrCancelled_IsNoFailure()
    {
        var errors = new LastErrors(_time);
        errors.Note(new PythonCall("m.f", default), new PythonReply.Returned(default));
        errors.Note(new PythonCall("m.f", default), new PythonReply.Cancelled());
        Assert.Empty(errors.Snapshot());
    }

    [Fact]
    public void Note_EachFailure_IsASentenceInTheHostsWords()
    {
        var errors = new LastErrors(_time);
        foreach (PythonReply reply in (PythonReply[])
                 [
                     new PythonReply.TimedOutWaiting(default), new PythonReply.TimedOutRunning(default), new PythonReply.PoolExhausted(8),
                     new PythonReply.WorkerDied(7, null, ["s3cret"]), new PythonReply.WorkerDied(null, null, ["s3cret"]),
                     new PythonReply.ProtocolBroken("s3cret"), new PythonReply.StartFailed("No Python."),
                 ])
            errors.Note(new PythonCall("m.f", default), reply);

        Assert.Equal(
            [
                "m.f found no place within its wait budget.", "m.f did not return within its run budget.", "m.f was not taken: 8 calls wait or workers are named already.",
                "m.f ended with its process: exit code 7.", "m.f ended with its process: the connection broke.", "m.f was not answered as the protocol says.", "No Python.",
            ],
            errors.Snapshot().Reverse().Select(error => error.Message));
    }
}
