using System.Text.Json;
using AuthDemo.PythonHost.Locating;
using AuthDemo.PythonHost.Patterns;
using AuthDemo.PythonHost.Processes;
using AuthDemo.PythonHost.Queueing;
using Microsoft.Extensions.Logging;

namespace AuthDemo.PythonHost.Workers;

/// <summary>
/// Starts workers and replaces those that end. Processes are started beside the callers, never by them: a caller waits in the queue for
/// the first worker that can take its call. Whatever ends a worker, the pool grows back to its minimum, after a pause when starts fail.
/// </summary>
internal sealed partial class WorkerPool
{
    private readonly PatternContext _context;
    private readonly PythonDescription _python;
    private readonly PoolSettings _settings;
    private readonly IPoolOwner _owner;
    private readonly CallQueue _queue;
    private readonly ILogger _logger;
    private readonly byte[] _setup;
    private readonly Jitter _jitter;
    private readonly Lock _lock = new();
    private readonly List<PoolMember> _members = [];
    private readonly CrashLoop _crashes;
    private bool _stopping;
    private bool _pausing;
    private int _starting;
    private int _lost;

    public WorkerPool(PatternContext context, PythonDescription python, PoolSettings settings, IPoolOwner owner)
    {
        (_context, _python, _settings, _owner, _queue, _logger) = (context, python, settings, owner, context.Queue, context.Logger);
        var (options, processes) = (context.Options, context.Options.Processes);
        _jitter = new Jitter(processes.Jitter, Random.Shared);
        _crashes = new CrashLoop(processes, settings, _queue);
        _setup = JsonSerializer.SerializeToUtf8Bytes(new
        {
            search_paths = context.SearchPaths, preload = options.Preload, parent = Environment.ProcessId,
            memory_limit = processes.MemoryLimitBytes, nice = processes.Nice, max_message = options.MaxMessageBytes,
            write_bytecode = options.WatchFiles is not true,
        });
    }

    public IReadOnlyList<PoolMember> Members
    {
        get
        {
            lock (_lock)
                return [.. _members];
        }
    }

    /// <summary>Processes that died or were killed.</summary>
    public int Lost
    {
        get
        {
            lock (_lock)
                return _lost;
        }
    }

    /// <inheritdoc cref="CrashLoop.Problem"/>
    public string? Problem
    {
        get
        {
            lock (_lock)
                return _crashes.Problem;
        }
    }

    /// <summary>Starts a process without regard to the pool's size; what went wrong, or null. A failure pauses no other start.</summary>
    public Task<string?> StartExtraAsync()
    {
        lock (_lock)
            _starting++;
        return StartCountedAsync(extra: true);
    }

    /// <summary>From now on no process is started; those there are at this moment.</summary>
    public IReadOnlyList<Worker> Stop()
    {
        lock (_lock)
        {
            _stopping = true;
            return [.. _members.Select(member => member.Worker)];
        }
    }

    /// <summary>Brings the pool to its minimum, and above it by one while calls wait and no worker can take them.</summary>
    public void Refill()
    {
        int missing;
        TimeSpan pause;
        lock (_lock)
        {
            if (_stopping || _pausing)
                return;
            _crashes.Review(_members.Select(member => member.Worker));
            missing = Missing();
            if (missing <= 0)
                return;
            pause = _crashes.Pause;
            _pausing = pause > TimeSpan.Zero;
            if (!_pausing)
                _starting += missing;
        }
        if (pause > TimeSpan.Zero)
            _ = RefillLaterAsync(pause);
        else
            for (; missing > 0; missing--)
                _ = StartAnotherAsync();
    }

    /// <summary>Ends a worker once its calls are answered.</summary>
    public void Dismiss(PoolMember member, string reason)
    {
        lock (_lock)
        {
            if (member.Dismissed)
                return;
            member.Dismissed = true;
        }
        LogDismissed(member.Worker.ProcessId, reason);
        member.Worker.Retire();
        Refill();
    }

    /// <summary>Ends a worker whose call does not.</summary>
    public void Kill(PoolMember member, string reason)
    {
        lock (_lock)
        {
            if (member.Dismissed && member.Worker.State == WorkerState.Ending)
                return;
            member.Dismissed = true;
            _lost++;
        }
        _context.Metrics.Killed();
        LogKilled(member.Worker.ProcessId, reason, member.Worker.CurrentId);
        member.Worker.Kill();
        Refill();
    }

    /// <summary>Caller holds the lock.</summary>
    private int Missing()
    {
        if (_settings.IsPerCall)
            return Math.Min(_queue.Waiting - _starting, _settings.Maximum - _members.Count(m => m.Worker.State < WorkerState.Ending));
        var live = _members.Count(m => m.Worker.State is WorkerState.Ready) + _starting;
        var missing = Math.Max(0, _settings.Minimum - live);
        return missing == 0 && _queue.Waiting > 0 && _starting == 0 && live < _settings.Maximum ? 1 : missing;
    }

    /// <summary>Starts a process that is counted in <c>_starting</c> already.</summary>
    private async Task<string?> StartCountedAsync(bool extra = false)
    {
        var worker = new Worker(_context, _settings.InFlight, _jitter.Of(_settings.MaxCalls));
        var failure = await StartAsync(worker);
        TimeSpan pause;
        bool stopping;
        lock (_lock)
        {
            _starting--;
            if (failure is null)
                _crashes.Close();
            else if (!extra)
                _crashes.Failed(failure, AnyReady());
            (pause, stopping) = (_crashes.Pause, _stopping);
        }
        if (failure is not null)
        {
            LogStartFailed(failure, pause.TotalMilliseconds);
            _context.Metrics.Errors.Add("start_failed", failure);
        }
        else if (stopping)
            worker.Retire();
        if (!extra)
            _owner.Changed();
        if (failure is null)
            Refill(); // this start was counted, so what went missing meanwhile was not started
        return failure;
    }

    private async Task<string?> StartAsync(Worker worker)
    {
        var (process, failure) = await PythonProcess.StartAsync(_python, _context.Options.Processes, ["-c", Entry, PythonFolder.Path]);
        if (process is null)
            return failure;
        worker.Begin(process, _setup);
        lock (_lock)
            _members.Add(new PoolMember(worker, _jitter.Of(_queue.Units(_settings.MaxAge))));
        _ = FollowAsync(worker);
        try
        {
            return await worker.Ready.WaitAsync(_context.Options.StartBudget, _queue.Time);
        }
        catch (TimeoutException)
        {
            worker.Kill();
            return $"A worker was not ready within Python:StartBudget ({_context.Options.StartBudget}); a module of Python:Preload may hang.";
        }
    }

    private const string Entry = "import sys; sys.path.insert(0, sys.argv[1]); from authdemo_host.worker import main; main()";

    /// <summary>Waits for the end of a worker and starts another in its place.</summary>
    private async Task FollowAsync(Worker worker)
    {
        var died = await worker.Ended;
        bool unexpected, early;
        lock (_lock)
        {
            _crashes.Review(_members.Select(member => member.Worker));
            var member = _members.Single(m => m.Worker == worker);
            _members.Remove(member);
            var expected = _stopping || member.Dismissed || (worker.Spent && died.ExitCode == 0);
            unexpected = !expected && worker.Ready.Result is null;
            early = unexpected && worker.Served == 0 && (!_settings.IsPerCall || !worker.TookCalls);
            if (unexpected)
                _lost++;
            if (early)
                _crashes.Failed($"A worker ended before it had answered a call: {ProcessExit.Describe(died)}.", AnyReady());
        }
        if (unexpected)
        {
            LogDied(worker.ProcessId, ProcessExit.Describe(died));
            _context.Metrics.Errors.Add("worker_died", FormattableString.Invariant($"{worker.Id} (process {worker.ProcessId}) died: {ProcessExit.Describe(died)}."));
        }
        if (early)
            _owner.Changed();
        Refill();
    }

    private async Task RefillLaterAsync(TimeSpan pause)
    {
        await Task.Delay(pause, _queue.Time);
        lock (_lock)
        {
            _pausing = false;
            if (_stopping)
                return;
            if (_settings.IsPerCall)
                _crashes.Close(); // no process is kept ready, so only a call can show that starts succeed again
            else
                _starting++;
        }
        if (_settings.IsPerCall)
            _owner.Changed();
        else
            await StartAnotherAsync();
        Refill();
    }

    private async Task StartAnotherAsync()
    {
        if (await StartCountedAsync() is null)
            _context.Metrics.Restarted();
    }

    /// <summary>Caller holds the lock.</summary>
    private bool AnyReady() => _members.Exists(member => member.Worker.State == WorkerState.Ready);

    [LoggerMessage(LogLevel.Error, "A worker process did not start; the next is started in {PauseMs:0} ms: {Failure}")]
    private partial void LogStartFailed(string failure, double pauseMs);

    [LoggerMessage(LogLevel.Error, "Worker process {ProcessId} died: {How}")]
    private partial void LogDied(int processId, string how);

    [LoggerMessage(LogLevel.Warning, "Worker process {ProcessId} is killed: {Reason} (call {CallId})")]
    private partial void LogKilled(int processId, string reason, long callId);

    [LoggerMessage(LogLevel.Debug, "Worker process {ProcessId} is dismissed: {Reason}")]
    private partial void LogDismissed(int processId, string reason);
}

/// <summary>Gets to know when <see cref="WorkerPool.Problem"/> may have changed.</summary>
internal interface IPoolOwner
{
    void Changed();
}
