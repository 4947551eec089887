using AuthDemo.PythonHost.Locating;
using AuthDemo.PythonHost.Patterns;
using AuthDemo.PythonHost.Processes;
using Microsoft.Extensions.Logging;

namespace AuthDemo.PythonHost.Http;

/// <summary>
/// The host's own service, which it starts, supervises and ends. As a runner it is its supervising process; the children that run calls
/// are its own affair. A restart takes turns with the supervision, so that a service that dies meanwhile is replaced once.
/// </summary>
internal sealed partial class SupervisedServiceSource : IServiceSource
{
    private readonly PatternContext _context;
    private readonly PythonDescription _python;
    private readonly HttpPattern _pattern;
    private readonly ILogger _logger;
    private readonly StartBackoff _backoff;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _exchange = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly List<(RunningService Service, Task Ended)> _replaced = [];
    private volatile RunningService? _current;
    private string? _problem;
    private int _lost;

    public SupervisedServiceSource(PatternContext context, PythonDescription python, HttpPattern pattern)
    {
        (_context, _python, _pattern, _logger) = (context, python, pattern, context.Logger);
        _backoff = new StartBackoff(context.Options.Processes, context.Options.Processes.BreakAfter);
    }

    public string Address => _current?.Process.Address ?? "";

    public string Description => $"{_python.Number} ({_python.Executable})";

    public bool IsUp
    {
        get
        {
            lock (_lock)
                return _current is not null && _problem is null;
        }
    }

    public int Lost
    {
        get
        {
            lock (_lock)
                return _lost;
        }
    }

    public string? Problem
    {
        get
        {
            lock (_lock)
                return _problem;
        }
    }

    public IReadOnlyList<PythonRunner> Runners
    {
        get
        {
            lock (_lock)
            {
                var replaced = _replaced.Where(before => !before.Ended.IsCompleted).Select(before => before.Service.Describe(PythonRunnerState.Ending));
                if (_current is not { } current || _stopping.IsCancellationRequested)
                    return [.. replaced];
                var state = _problem is not null ? PythonRunnerState.Lost : current.IsBusy ? PythonRunnerState.Busy : PythonRunnerState.Idle;
                return [.. replaced, current.Describe(state)];
            }
        }
    }

    public async Task<string?> StartAsync(CancellationToken cancellation)
    {
        var (process, failure) = await ServiceProcess.StartAsync(_python, _context, _pattern.ProcessDied, cancellation);
        if (process is null)
            return failure;
        var options = _context.Options;
        var service = new RunningService(process, new ServiceClient(process.Address, process.Secret, options.Http.Count, options.MaxMessageBytes));
        lock (_lock)
            _current = service;
        _ = FollowAsync(service);
        return null;
    }

    public (ServiceClient Client, ServiceProcess? Service) Borrow()
    {
        lock (_lock)
        {
            _current!.Borrow();
            return (_current.Client, _current.Process);
        }
    }

    public void Return(ServiceClient client)
    {
        lock (_lock)
            (_current!.Client == client ? _current : _replaced.Find(before => before.Service.Client == client).Service)?.Return();
    }

    public async Task<RestartReply> RestartAsync(string id)
    {
        if (!await _exchange.WaitAsync(TimeSpan.Zero))
            return new RestartReply.Refused(RestartRefusal.AlreadyEnding); // it died, and another is being started
        try
        {
            if (_current is not { } current || current.Process.Name != id)
                return _replaced.Exists(before => before.Service.Process.Name == id) ? new RestartReply.Refused(RestartRefusal.AlreadyEnding) : new RestartReply.Unknown();
            if (await StartAsync(_stopping.Token) is { } failure)
            {
                LogStartFailed(failure);
                _context.Metrics.Errors.Add("start_failed", failure);
                return new RestartReply.Failed(failure);
            }
            _context.Metrics.Restarted();
            Replace(current);
            return new RestartReply.Restarted();
        }
        catch (OperationCanceledException)
        {
            return new RestartReply.Failed("The Python host is being stopped.");
        }
        finally
        {
            _exchange.Release();
        }
    }

    public Task BeginStopAsync() => _stopping.CancelAsync();

    public async Task EndAsync()
    {
        await _ending.CancelAsync();
        RunningService? current;
        Task[] replaced;
        lock (_lock)
            (current, replaced) = (_current, [.. _replaced.Select(before => before.Ended)]);
        if (current is not null)
            await current.Process.StopAsync(_context.Options.Grace);
        await Task.WhenAll(replaced);
    }

    public void Dispose()
    {
        _current?.Dispose();
        _stopping.Dispose();
        _ending.Dispose();
    }

    /// <summary>Waits for the end of the service and starts another.</summary>
    private async Task FollowAsync(RunningService service)
    {
        await service.Process.Exited;
        await _exchange.WaitAsync();
        try
        {
            if (!_stopping.IsCancellationRequested && _current == service)
                await StartAgainAsync(service);
        }
        catch (OperationCanceledException)
        {
            // stopped while starting
        }
        finally
        {
            _exchange.Release();
        }
    }

    private async Task StartAgainAsync(RunningService ended)
    {
        var how = ended.Process.Exited.Result;
        LogDied(ended.Process.Id, how);
        _context.Metrics.Errors.Add("service_ended", FormattableString.Invariant($"{ended.Process.Name} (process {ended.Process.Id}) ended: {how}."));
        lock (_lock)
        {
            _lost++;
            _problem = $"The service ended ({how}) and is being started again.";
        }
        await ended.Process.StopAsync(TimeSpan.Zero); // its children
        while (await StartAsync(_stopping.Token) is { } failure)
        {
            LogStartFailed(failure);
            _context.Metrics.Errors.Add("start_failed", failure);
            _backoff.Failed();
            if (_backoff.Broken)
                _context.Owner.Lost(_pattern, failure);
            await Task.Delay(_backoff.Pause, _context.Queue.Time, _stopping.Token);
        }
        _context.Metrics.Restarted();
        _backoff.Succeeded();
        lock (_lock)
            _problem = null;
        Replace(ended);
        _context.Owner.Recovered(_pattern);
    }

    private void Replace(RunningService before)
    {
        lock (_lock)
        {
            _replaced.RemoveAll(replaced => replaced.Ended.IsCompleted);
            _replaced.Add((before, EndAsync(before)));
        }
    }

    private async Task EndAsync(RunningService service)
    {
        await service.UnusedAsync(_ending.Token);
        await service.Process.StopAsync(_context.Options.Grace);
        service.Dispose();
    }

    [LoggerMessage(LogLevel.Error, "The Python service (process {ProcessId}) ended: {How}")]
    private partial void LogDied(int processId, ProcessExit how);

    [LoggerMessage(LogLevel.Error, "The Python service did not start: {Failure}")]
    private partial void LogStartFailed(string failure);
}
