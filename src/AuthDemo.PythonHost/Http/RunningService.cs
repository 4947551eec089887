using AuthDemo.PythonHost.Queueing;

namespace AuthDemo.PythonHost.Http;

/// <summary>The host's own service and its client, with the calls under way over it.</summary>
internal sealed class RunningService(ServiceProcess process, ServiceClient client) : IDisposable
{
    private int _uses;

    public ServiceProcess Process => process;

    public ServiceClient Client => client;

    public bool IsBusy => Volatile.Read(ref _uses) > 0;

    /// <summary>The source's lock guards it, so that no call borrows a service that was replaced.</summary>
    public void Borrow() => Interlocked.Increment(ref _uses);

    public void Return() => Interlocked.Decrement(ref _uses);

    public PythonRunner Describe(PythonRunnerState state) => new(process.Name, null, state, client.Calls, process.Since, process.Id);

    /// <summary>Waits for the last call over a service that no new call borrows, each ending at its deadline at the latest.</summary>
    public async Task UnusedAsync(CancellationToken impatience)
    {
        while (IsBusy && !impatience.IsCancellationRequested)
            await Task.Delay(CallQueue.TickInterval, CancellationToken.None);
    }

    public void Dispose()
    {
        client.Dispose();
        process.Dispose();
    }
}
