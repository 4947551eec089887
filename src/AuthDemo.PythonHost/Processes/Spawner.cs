using System.Collections.Concurrent;
using System.Diagnostics;

namespace AuthDemo.PythonHost.Processes;

/// <summary>
/// Starts processes from one thread that lives as long as this process. Linux ends a child with PR_SET_PDEATHSIG when the thread that
/// started it ends, not the process: started from a pool thread, workers would die when the pool shrinks.
/// </summary>
internal static class Spawner
{
    private static readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)> s_orders = [];

    static Spawner() => new Thread(Run) { IsBackground = true, Name = "python-spawner" }.Start();

    /// <summary>Fails as <see cref="Process.Start(ProcessStartInfo)"/> does.</summary>
    public static Task<Process> StartAsync(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        s_orders.Add((start, started));
        return started.Task;
    }

    private static void Run()
    {
        foreach (var (start, started) in s_orders.GetConsumingEnumerable())
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception e)
            {
                started.SetException(e);
            }
        }
    }
}
