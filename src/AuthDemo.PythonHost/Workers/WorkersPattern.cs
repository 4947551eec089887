using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Locating;
using AuthDemo.PythonHost.Patterns;
using AuthDemo.PythonHost.Queueing;
using Microsoft.Extensions.Logging;

namespace AuthDemo.PythonHost.Workers;

/// <summary>Supervised processes: a pool, or one process for each call.</summary>
internal sealed partial class WorkersPattern : IPattern, IPoolOwner
{
    /// <summary>How long killed processes may take to end before the stop goes on without them.</summary>
    private static readonly TimeSpan s_killPatience = TimeSpan.FromSeconds(5);

    private readonly PatternContext _context;
    private readonly PythonDescription _python;
    private readonly PoolSettings _settings;
    private readonly CallQueue _queue;
    private readonly ILogger _logger;
    private readonly WorkerPool _pool;
    private readonly PoolWatch _watch;

    public WorkersPattern(PatternContext context, PythonDescription python, PoolSettings settings)
    {
        (_context, _python, _settings, _queue, _logger) = (context, python, settings, context.Queue, context.Logger);
        _pool = new WorkerPool(context, python, settings, this);
        _watch = new PoolWatch(_pool, settings, _queue, context.Metrics);
    }

    public string Name => _settings.Name;

    public PythonPattern Kind => _settings.Kind;

    public NamedWorkerSupport NamedWorkers => _settings.NamedWorkers;

    public PythonPattern? Successor => null;

    public PatternStatus Status => new(
        $"{_python.Number} ({_python.Executable})", _pool.Members.Count(member => member.Worker.State == WorkerState.Ready),
        _settings.Minimum, _pool.Lost, _pool.Problem);

    public IReadOnlyList<PythonRunner> Runners => [.. _pool.Members.Select(member => Describe(member.Worker)).OrderBy(runner => runner.Since)];

    public async Task<string?> StartAsync(CancellationToken cancellation)
    {
        _queue.Watch = _watch.Check;
        var starts = Enumerable.Range(0, _settings.Minimum).Select(_ => _pool.StartExtraAsync()).ToArray();
        var failures = await Task.WhenAll(starts).WaitAsync(cancellation);
        if (failures.Length > 0 && failures.All(failure => failure is not null))
            return failures[0];
        _watch.Start();
        LogStarted(_python.Number, _python.Executable, _settings.Minimum, _settings.Maximum);
        _pool.Refill();
        return null;
    }

    /// <summary>While a process is exchanged for another, the pool has one more than its maximum.</summary>
    public async Task<RestartReply> RestartAsync(string id)
    {
        if (_pool.Members.FirstOrDefault(member => member.Worker.Id == id) is not { } member)
            return new RestartReply.Unknown();
        if (_settings.IsPerCall)
            return new RestartReply.Refused(RestartRefusal.ServesOneCall);
        if (member.Worker.State > WorkerState.Ready)
            return new RestartReply.Refused(RestartRefusal.AlreadyEnding);
        if (await member.Worker.Ready is not null)
            return new RestartReply.Unknown(); // its start failed

        if (await _pool.StartExtraAsync() is { } failure)
            return new RestartReply.Failed(failure);
        _context.Metrics.Restarted();
        _pool.Dismiss(member, "a restart was requested");
        return new RestartReply.Restarted();
    }

    public async Task DrainAsync(CancellationToken patience)
    {
        var workers = _pool.Stop();
        foreach (var worker in workers)
            worker.Retire();
        var ended = Task.WhenAll(workers.Select(worker => worker.Ended));
        try
        {
            await ended.WaitAsync(patience);
        }
        catch (OperationCanceledException)
        {
            LogBusyAtStop(workers.Count(worker => !worker.Ended.IsCompleted));
            foreach (var worker in workers)
                worker.Kill();
            await Task.WhenAny(ended, Task.Delay(_context.Options.Grace + s_killPatience, CancellationToken.None));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_queue.Watch == _watch.Check)
            _queue.Watch = null;
        await _watch.DisposeAsync();
    }

    void IPoolOwner.Changed()
    {
        if (_pool.Problem is { } problem)
            _context.Owner.Lost(this, problem);
        else
            _context.Owner.Recovered(this);
    }

    private PythonRunner Describe(Worker worker) => new(worker.Id, null, StateOf(worker), worker.Served, worker.Since, worker.ProcessId);

    private PythonRunnerState StateOf(Worker worker) => worker.State switch
    {
        WorkerState.Starting => PythonRunnerState.Starting,
        WorkerState.Ready when worker.CurrentId == 0 => PythonRunnerState.Idle,
        WorkerState.Ready => PythonRunnerState.Busy,
        WorkerState.Retiring when _settings.IsPerCall => PythonRunnerState.Busy, // with its one call
        _ => PythonRunnerState.Ending,
    };

    [LoggerMessage(LogLevel.Information, "Python {Version} ({Executable}) runs in worker processes: {Minimum} to {Maximum}")]
    private partial void LogStarted(Version version, string executable, int minimum, int maximum);

    [LoggerMessage(LogLevel.Warning, "{Count} worker processes were still busy when the host stopped and are killed")]
    private partial void LogBusyAtStop(int count);
}
