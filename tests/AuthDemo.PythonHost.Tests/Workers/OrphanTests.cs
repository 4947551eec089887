using System.Text;
using AuthDemo.PythonHost.Tests.Arrange;

namespace AuthDemo.PythonHost.Tests.Workers;

/// <summary>However the host ends, no process of it stays: neither one that sleeps nor one that computes in C, nor an idle one.</summary>
public sealed class OrphanTests
{
    public static TheoryData<string, string> Ends
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var kind in (ArrangementKind[])[ArrangementKind.Workers, ArrangementKind.PerCall, ArrangementKind.Http])
                foreach (var end in (string[])["SIGKILL", "SIGTERM", "exit", "unhandled exception", "fail fast"])
                    data.Add(Arrangement.OneOfEachKind.Single(arrangement => arrangement.Kind == kind).Name, end);
            return data;
        }
    }

    [Theory, MemberData(nameof(Ends))]
    public async Task Host_Ends_ItsProcessesEndBusyOrNot(string arrangement, string end)
    {
        using var scratch = new TemporaryFolder();
        var probe = new ProbeHost(Arrangement.Named(arrangement)
            .With("Python:Workers:Minimum", "3").With("Python:Workers:Maximum", "3").With("Python:Http:Processes", "3").With("Python:DrainBudget", "00:00:00.1").Settings);
        await using var _ = probe;
        foreach (var function in (string[])["tells_pid_and_sleeps", "tells_pid_and_spins_in_c"])
            Forget(probe.CallAsync(new PythonCall($"hosted.cases.{function}", Encoding.UTF8.GetBytes(scratch[function]))));
        var busy = new List<string>();
        foreach (var function in (string[])["tells_pid_and_sleeps", "tells_pid_and_spins_in_c"])
            busy.AddRange((await Until.WrittenAsync(scratch[function])).Split(' '));
        await probe.EndAsync(end);
        foreach (var process in busy.Distinct())
            await ProcessTable.GoneAsync(process); // with their parent: the service, or the host
    }

    private static void Forget(ValueTask<PythonReply> call) => _ = call.AsTask().ContinueWith(static ended => _ = ended.Exception, TaskScheduler.Default);
}
