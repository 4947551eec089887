using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Hosting;
using AuthDemo.PythonHost.Locating;
using AuthDemo.PythonHost.Queueing;
using AuthDemo.PythonHost.Telemetry;
using AuthDemo.PythonHost.Workers;
using Microsoft.Extensions.Logging;

namespace AuthDemo.PythonHost.Http;

/// <summary>
/// A Python service: the host's own, which it starts, supervises and ends, or one at an address that others look after. The service
/// kills its own processes past their deadline; the host answers its caller at the deadline without waiting for that.
/// </summary>
/// <param name="python">Runs the host's own service; null for one that others look after.</param>
internal sealed partial class HttpPattern(
    PythonDescription? python, PythonHostOptions options, IReadOnlyList<string> searchPaths, CallQueue queue, PythonMetrics metrics,
    PythonOutput output, ILogger logger, IPatternOwner owner) : IPattern
{
    /// <summary>Version of the protocol over HTTP.</summary>
    public const string Protocol = "1";

    private readonly Lock _lock = new();
    private readonly StartBackoff _backoff = new(options.Workers.Backoff, options.Workers.MaxBackoff, options.Workers.BreakAfter, new Jitter(options.Workers.Jitter, Random.Shared));
    private readonly CancellationTokenSource _stopping = new();
    private Connection[] _connections = [];
    private volatile ServiceClient? _client;
    private volatile ServiceProcess? _service;
    private int _lost;
    private string? _trouble;

    public string Name => "http";


    /// <summary>The host's own service ended and another is being started.</summary>
    public bool Restarting { get
        {
            lock (_lock)
                return _trouble is not null;
        }
    }

    public PatternStatus Status
    {
        get
        {
            lock (_lock)
                return new(python is null ? options.Http.Address! : $"{python.Number} ({python.Executable})",
                    _client is null || _trouble is not null ? 0 : options.Http.Count, options.Http.Count, _lost, _trouble);
        }
    }

    public async Task<string?> StartAsync(CancellationToken cancellation)
    {
        var failure = await ConnectAsync(cancellation);
        if (failure is not null)
            return failure;
        queue.Watch = Watch;
        _connections = [.. Enumerable.Range(0, options.Http.Count).Select(_ => new Connection(this, queue))];
        foreach (var connection in _connections)
            connection.Wake();
        LogStarted(python is null ? options.Http.Address! : _service!.Address, options.Http.Count);
        return null;
    }

    public async Task DrainAsync(CancellationToken patience)
    {
        await _stopping.CancelAsync();
        while (queue.Running > 0 && !patience.IsCancellationRequested)
            await Task.Delay(CallQueue.TickEvery, CancellationToken.None);
        if (_service is { } service)
            await service.StopAsync(options.Grace);
        await EndReplacedNowAsync();
    }

    public ValueTask DisposeAsync()
    {
        if (queue.Watch == Watch)
            queue.Watch = null;
        _client?.Dispose();
        _service?.Dispose();
        _stopping.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string?> ConnectAsync(CancellationToken cancellation)
    {
        if (python is null)
        {
            _client = new ServiceClient(options.Http.Address!, options.Http.Secret, options.Http.Count, options.MaxMessageBytes);
            return await _client.CheckAsync(cancellation);
        }
        var (service, failure) = await ServiceProcess.StartAsync(python, options, searchPaths, output, Died, queue.Time);
        if (service is null)
            return failure;
        lock (_lock)
            (_service, _client) = (service, new ServiceClient(service.Address, service.Secret, options.Http.Count, options.MaxMessageBytes));
        _ = FollowAsync(service, _client);
        return null;
    }

    /// <summary>Waits for the end of the host's own service and starts another.</summary>
    private async Task FollowAsync(ServiceProcess service, ServiceClient client)
    {
        await service.GoneAsync();
        await _exchange.WaitAsync();
        try
        {
            if (!_stopping.IsCancellationRequested && _service == service)
                await StartAgainAsync(service, client);
        }
        finally
        {
            _exchange.Release();
        }
    }

    private async Task StartAgainAsync(ServiceProcess service, ServiceClient client)
    {
        LogDied(service.Id, service.How());
        metrics.Errors.Add("service_ended", FormattableString.Invariant($"{service.Name} (process {service.Id}) ended: {service.How()}."));
        lock (_lock)
        {
            _lost++;
            _trouble = $"The service ended ({service.How()}) and is being started again.";
        }
        await service.StopAsync(TimeSpan.Zero); // its children
        while (await ConnectAsync(_stopping.Token) is { } failure)
        {
            LogStartFailed(failure);
            metrics.Errors.Add("start_failed", failure);
            _backoff.Failed();
            if (_backoff.Broken)
                owner.Lost(failure);
            await Task.Delay(_backoff.Pause, queue.Time, _stopping.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            if (_stopping.IsCancellationRequested)
                return;
        }
        metrics.Restarted();
        _backoff.Succeeded();
        lock (_lock)
            _trouble = null;
        await UnusedAsync(client);
        client.Dispose();
        service.Dispose();
        owner.Recovered();
    }

    private void Died(long call, (int? ExitCode, string? Signal) how)
    {
        foreach (var connection in _connections)
            connection.Died(call, how);
    }

    private bool Watch(long now)
    {
        foreach (var connection in _connections)
            connection.Look(now);
        return false;
    }

    [LoggerMessage(LogLevel.Information, "Python is served by {Address}, {Count} calls at a time")]
    private partial void LogStarted(string address, int count);

    [LoggerMessage(LogLevel.Error, "The Python service (process {ProcessId}) ended: {How}")]
    private partial void LogDied(int processId, string how);

    [LoggerMessage(LogLevel.Error, "The Python service did not start: {Failure}")]
    private partial void LogStartFailed(string failure);
}
