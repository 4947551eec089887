using AuthDemo.PythonHost.Hosting;
using AuthDemo.PythonHost.Queueing;

namespace AuthDemo.PythonHost.Http;

/// <summary>
/// The host's own service as a runner: its supervising process; the children that run the calls are its own affair. Of a service that
/// others look after nothing is known here. An exchange takes turns with the supervision, so that a service that dies meanwhile is
/// replaced once.
/// </summary>
internal sealed partial class HttpPattern
{
    private readonly SemaphoreSlim _exchange = new(1);
    private volatile bool _patienceIsOver;
    private readonly List<(ServiceProcess Service, ServiceClient Client, Task Ended)> _replaced = [];

    public IReadOnlyList<PythonRunner> Runners
    {
        get
        {
            lock (_lock)
            {
                var replaced = _replaced.Where(before => !before.Ended.IsCompleted).Select(before => Describe(before.Service, before.Client, PythonRunnerState.Ending));
                if (_service is not { } service || _client is not { } client || _stopping.IsCancellationRequested)
                    return [.. replaced];
                var state = _trouble is not null ? PythonRunnerState.Lost : client.Uses > 0 ? PythonRunnerState.Busy : PythonRunnerState.Idle;
                return [.. replaced, Describe(service, client, state)];
            }
        }
    }

    public async Task<RestartReply> RestartAsync(string id)
    {
        if (!await _exchange.WaitAsync(TimeSpan.Zero))
            return new RestartReply.Refused(RestartRefusal.AlreadyEnding); // it died and is being started
        try
        {
            if (_service is not { } service || _client is not { } client || service.Name != id)
                return _replaced.Exists(before => before.Service.Name == id) ? new RestartReply.Refused(RestartRefusal.AlreadyEnding) : new RestartReply.Unknown();
            if (await ConnectAsync(_stopping.Token) is { } failure)
            {
                LogStartFailed(failure);
                metrics.Errors.Add("start_failed", failure);
                return new RestartReply.Failed(failure);
            }
            metrics.Restarted();
            lock (_lock)
            {
                _replaced.RemoveAll(before => before.Ended.IsCompleted);
                _replaced.Add((service, client, EndAsync(service, client)));
            }
            return new RestartReply.Restarted();
        }
        finally
        {
            _exchange.Release();
        }
    }

    /// <summary>The client to send one call with, and the host's own service behind it, which lives until the client is given back.</summary>
    public (ServiceClient Client, ServiceProcess? Service) Borrow()
    {
        lock (_lock)
        {
            _client!.Uses++;
            return (_client, _service);
        }
    }

    public void GiveBack(ServiceClient client)
    {
        lock (_lock)
            client.Uses--;
    }

    /// <summary>The host stops, and its patience is over.</summary>
    private async Task EndReplacedNowAsync()
    {
        _patienceIsOver = true;
        Task[] endings;
        lock (_lock)
            endings = [.. _replaced.Select(before => before.Ended)];
        await Task.WhenAll(endings);
    }

    /// <summary>Ends a service once its last call is answered, each at its deadline at the latest.</summary>
    private async Task EndAsync(ServiceProcess service, ServiceClient client)
    {
        await UnusedAsync(client);
        await service.StopAsync(options.Grace);
        client.Dispose();
        service.Dispose();
    }

    /// <summary>Waits for the last call over a client that no new call borrows.</summary>
    private async Task UnusedAsync(ServiceClient client)
    {
        while (!_patienceIsOver && InUse(client))
            await Task.Delay(CallQueue.TickEvery, CancellationToken.None);
    }

    private bool InUse(ServiceClient client)
    {
        lock (_lock)
            return client.Uses > 0;
    }

    private static PythonRunner Describe(ServiceProcess service, ServiceClient client, PythonRunnerState state) =>
        new(service.Name, null, state, client.Calls, service.Since, service.Id);
}
