using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Locating;
using AuthDemo.PythonHost.Patterns;
using AuthDemo.PythonHost.Processes;
using AuthDemo.PythonHost.Queueing;
using Microsoft.Extensions.Logging;

namespace AuthDemo.PythonHost.Http;

/// <summary>
/// A Python service. The service kills its own processes past their deadline; the host answers its caller at the deadline without
/// waiting for that.
/// </summary>
internal sealed partial class HttpPattern : IPattern
{
    /// <summary>Version of the protocol over HTTP.</summary>
    public const string Protocol = "1";

    private readonly CallQueue _queue;
    private readonly int _count;
    private readonly ILogger _logger;
    private readonly IServiceSource _source;
    private Connection[] _connections = [];

    /// <param name="context">Of the host.</param>
    /// <param name="python">Runs the host's own service; null for one at an address.</param>
    public HttpPattern(PatternContext context, PythonDescription? python)
    {
        (_queue, _count, _logger) = (context.Queue, context.Options.Http.Count, context.Logger);
        _source = python is null ? new RemoteServiceSource(context.Options) : new SupervisedServiceSource(context, python, this);
    }

    public string Name => "http";

    public PythonPattern Kind => PythonPattern.Http;

    public NamedWorkerSupport NamedWorkers => NamedWorkerSupport.None;

    public PythonPattern? Successor => null;

    public PatternStatus Status => new(_source.Description, _source.IsUp ? _count : 0, _count, _source.Lost, _source.Problem);

    public IReadOnlyList<PythonRunner> Runners => _source.Runners;

    public async Task<string?> StartAsync(CancellationToken cancellation)
    {
        if (await _source.StartAsync(cancellation) is { } failure)
            return failure;
        _queue.Watch = Watch;
        _connections = [.. Enumerable.Range(0, _count).Select(_ => new Connection(_source, _queue))];
        foreach (var connection in _connections)
            connection.Wake();
        LogStarted(_source.Address, _count);
        return null;
    }

    public Task<RestartReply> RestartAsync(string id) => _source.RestartAsync(id);

    public async Task DrainAsync(CancellationToken patience)
    {
        await _source.BeginStopAsync();
        while (_queue.Running > 0 && !patience.IsCancellationRequested)
            await Task.Delay(CallQueue.TickInterval, CancellationToken.None);
        await _source.EndAsync();
    }

    public ValueTask DisposeAsync()
    {
        if (_queue.Watch == Watch)
            _queue.Watch = null;
        _source.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The host's own service reports how the process that ran a call ended.</summary>
    public void ProcessDied(long call, ProcessExit how)
    {
        foreach (var connection in _connections)
            connection.ProcessDied(call, how);
    }

    private bool Watch(long now)
    {
        foreach (var connection in _connections)
            connection.Check(now);
        return false;
    }

    [LoggerMessage(LogLevel.Information, "Python is served by {Address}, {Count} calls at a time")]
    private partial void LogStarted(string address, int count);
}
