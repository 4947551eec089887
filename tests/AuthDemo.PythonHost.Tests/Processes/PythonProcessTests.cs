using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Processes;
using AuthDemo.PythonHost.Tests.Arrange;

namespace AuthDemo.PythonHost.Tests.Processes;

public sealed class PythonProcessTests
{
    private static readonly TimeSpan s_guard = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Twenty processes, each terminated from several threads at the moment of its end. When every wait subscribed to the end for itself,
    /// one of them could lose its subscription, wait for ever, and hold up the stop of the host.
    /// </summary>
    [Fact]
    public async Task TerminateAsync_ManyAtTheMomentOfTheEnd_EveryWaitEnds()
    {
        var processes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => StartAsync("import os; os.setsid(); print(flush=True); input()")));
        await Task.WhenAll(processes.Select(async process =>
        {
            await process.ReadLineAsync();
            using var together = new Barrier(4);
            var waits = Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    together.SignalAndWait();
                    return process.EndAsync(TimeSpan.Zero, TimeSpan.Zero);
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()).ToArray();
            var ends = await Task.WhenAll(waits).WaitAsync(s_guard);
            Assert.Single(ends.Distinct());
            Assert.Contains(ends[0].Signal, (string[])["SIGTERM", "SIGKILL"]);
            process.Dispose();
        }));
    }

    [Fact]
    public async Task EndAsync_ProcessEndsByItself_IsNotTerminated()
    {
        using var process = await StartAsync("import sys; sys.exit(7)");
        Assert.Equal(new ProcessExit(7, null), await process.EndAsync(s_guard, TimeSpan.Zero).WaitAsync(s_guard));
    }

    [Fact]
    public async Task EndAsync_ProcessIgnoresSigterm_IsKilledAfterTheGrace()
    {
        using var process = await StartAsync("import os, signal, time; os.setsid(); signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(3600)");
        await process.ReadLineAsync();
        Assert.Equal(new ProcessExit(null, "SIGKILL"), await process.EndAsync(TimeSpan.Zero, TimeSpan.FromMilliseconds(50)).WaitAsync(s_guard));
    }

    private static async Task<PythonProcess> StartAsync(string code)
    {
        var (process, failure) = await PythonProcess.StartAsync(Pythons.Newest, new ProcessesOptions(), ["-c", code]);
        Assert.Null(failure);
        return process!;
    }
}
