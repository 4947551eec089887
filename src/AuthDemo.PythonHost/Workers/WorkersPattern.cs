using System.Text.Json;
using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Hosting;
using AuthDemo.PythonHost.Locating;
using AuthDemo.PythonHost.Queueing;
using AuthDemo.PythonHost.Telemetry;
using Microsoft.Extensions.Logging;

namespace AuthDemo.PythonHost.Workers;

/// <summary>
/// A pool of supervised processes. Processes are started beside the callers, never by them: a caller waits in the queue for the first
/// worker that has a place. Whatever ends a worker, the pool grows back to its minimum, after a pause when starts fail.
/// </summary>
internal sealed partial class WorkersPattern : IPattern
{
    /// <summary>How often age, idle time and size are looked at.</summary>
    private static readonly TimeSpan s_maintainEvery = TimeSpan.FromSeconds(1);

    private readonly PythonDescription _python;
    private readonly PythonHostOptions _options;
    private readonly WorkersSettings _settings;
    private readonly byte[] _setup;
    private readonly CallQueue _queue;
    private readonly PythonMetrics _metrics;
    private readonly PythonOutput _output;
    private readonly ILogger _logger;
    private readonly IPatternOwner _owner;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly List<Member> _members = [];
    private readonly Jitter _jitter;
    private readonly StartBackoff _backoff;
    private bool _stopping;
    private bool _broken;
    private bool _pausing;
    private int _starting;
    private int _lost;
    private long _failedAt = long.MinValue;
    private string? _lastFailure;

    public WorkersPattern(
        PythonDescription python, PythonHostOptions options, WorkersSettings settings, IReadOnlyList<string> searchPaths, CallQueue queue,
        PythonMetrics metrics, PythonOutput output, ILogger logger, IPatternOwner owner)
    {
        (_python, _options, _settings, _queue, _metrics, _output, _logger, _owner) = (python, options, settings, queue, metrics, output, logger, owner);
        _jitter = new Jitter(options.Workers.Jitter, Random.Shared);
        _backoff = new StartBackoff(options.Workers.Backoff, options.Workers.MaxBackoff, settings.BreakAfter, _jitter);
        _setup = JsonSerializer.SerializeToUtf8Bytes(new
        {
            search_paths = searchPaths, preload = options.Preload, parent = Environment.ProcessId,
            memory_limit = options.Workers.MemoryLimitBytes, nice = options.Workers.Nice, max_message = options.MaxMessageBytes,
            write_bytecode = options.WatchFiles is not true,
        });
        _timer = queue.Time.CreateTimer(_ => Maintain(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public string Name => _settings.Name;

    public PatternStatus Status
    {
        get
        {
            lock (_lock)
                return new($"{_python.Number} ({_python.Executable})", _members.Count(m => m.Worker.State == WorkerState.Ready), _settings.Minimum, _lost,
                    _broken ? _lastFailure : null);
        }
    }

    /// <summary>Process ids of the workers that serve.</summary>
    public IReadOnlyList<int> ProcessIds
    {
        get
        {
            lock (_lock)
                return [.. _members.Where(m => m.Worker.State == WorkerState.Ready).Select(m => m.Worker.ProcessId)];
        }
    }

    public async Task<string?> StartAsync(CancellationToken cancellation)
    {
        lock (_lock)
            _starting = _settings.Minimum;
        _queue.Watch = Watch;
        var starts = Enumerable.Range(0, _settings.Minimum).Select(_ => StartOneAsync(first: true)).ToArray();
        var failures = await Task.WhenAll(starts).WaitAsync(cancellation);
        if (failures.Length > 0 && failures.All(failure => failure is not null))
            return failures[0];
        _timer.Change(s_maintainEvery, s_maintainEvery);
        LogStarted(_python.Number, _python.Executable, _settings.Minimum, _settings.Maximum);
        Refill();
        return null;
    }

    public async Task DrainAsync(CancellationToken patience)
    {
        Worker[] workers;
        lock (_lock)
        {
            _stopping = true;
            workers = [.. _members.Select(m => m.Worker)];
        }
        foreach (var worker in workers)
            worker.Retire();
        try
        {
            await Task.WhenAll(workers.Select(worker => worker.Ended)).WaitAsync(patience);
        }
        catch (OperationCanceledException)
        {
            LogLeftBehind(workers.Count(worker => !worker.Ended.IsCompleted));
            foreach (var worker in workers)
                worker.Kill();
            await Task.WhenAll(workers.Select(worker => worker.Ended));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_queue.Watch == Watch)
            _queue.Watch = null;
        await _timer.DisposeAsync();
    }

    /// <summary>Starts a process and brings it into the pool; what went wrong, or null. It is counted in <c>_starting</c> already.</summary>
    private async Task<string?> StartOneAsync(bool first = false)
    {
        var worker = new Worker(_queue, _options, _output, _settings.InFlight, _jitter.Of(_settings.MaxCalls));
        var failure = await StartAsync(worker);
        TimeSpan pause;
        lock (_lock)
        {
            _starting--;
            if (failure is null)
                _broken = false;
            else if (!first)
                Failed(failure);
            pause = _backoff.Pause;
        }
        if (failure is not null)
        {
            LogStartFailed(failure, pause.TotalMilliseconds);
            _metrics.Errors.Add("start_failed", failure);
        }
        else if (_stopping)
            worker.Retire();
        if (!first)
            TellOwner();
        if (failure is null)
            Refill(); // what was missing meanwhile was not started: this start was counted
        return failure;
    }

    private async Task<string?> StartAsync(Worker worker)
    {
        var (process, failure) = await WorkerProcess.StartAsync(_python, _options.Workers.Environment, _output, () => worker.HeadId);
        if (process is null)
            return failure;
        worker.Begin(process, _setup);
        lock (_lock)
            _members.Add(new Member(worker, _jitter.Of(_queue.Units(_settings.MaxAge))));
        _ = FollowAsync(worker);
        try
        {
            return await worker.Ready.WaitAsync(_options.StartBudget, _queue.Time);
        }
        catch (TimeoutException)
        {
            worker.Kill();
            return $"A worker was not ready within Python:StartBudget ({_options.StartBudget}); a module of Python:Preload may hang.";
        }
    }

    /// <summary>Waits for the end of a worker and puts another in its place.</summary>
    private async Task FollowAsync(Worker worker)
    {
        var died = await worker.Ended;
        bool expected, early;
        lock (_lock)
        {
            if (ProvedItself())
                _backoff.Succeeded();
            var member = _members.Single(m => m.Worker == worker);
            _members.Remove(member);
            expected = _stopping || member.Dismissed || (worker.Spent && died.ExitCode == 0);
            early = !expected && worker.Ready.Result is null && worker.Served == 0 && (_settings.Minimum > 0 || !worker.TookCalls);
            if (!expected && worker.Ready.Result is null)
                _lost++;
            if (early)
                Failed($"A worker ended before it had answered a call: {Describe(died)}.");
        }
        if (!expected && worker.Ready.Result is null)
        {
            LogDied(worker.ProcessId, Describe(died));
            _metrics.Errors.Add("worker_died", FormattableString.Invariant($"{worker.Id} (process {worker.ProcessId}) died: {Describe(died)}."));
        }
        if (early)
            TellOwner();
        Refill();
    }

    /// <summary>Brings the pool to its minimum, and above it by one while calls wait and nobody has a place.</summary>
    private void Refill()
    {
        int missing;
        TimeSpan pause;
        lock (_lock)
        {
            if (_stopping || _pausing)
                return;
            if (ProvedItself())
                _backoff.Succeeded();
            var live = _members.Count(m => m.Worker.State is WorkerState.Ready) + _starting;
            missing = Math.Max(0, _settings.Minimum - live);
            if (missing == 0 && _queue.Waiting > 0 && _starting == 0 && live < _settings.Maximum)
                missing = 1;
            if (_settings.Minimum == 0)
                missing = Math.Min(_queue.Waiting - _starting, _settings.Maximum - _members.Count(m => m.Worker.State < WorkerState.Ending));
            if (missing <= 0)
                return;
            pause = _backoff.Pause;
            _pausing = pause > TimeSpan.Zero;
            if (!_pausing)
                _starting += missing;
        }
        if (pause > TimeSpan.Zero)
            _ = RefillLaterAsync(pause);
        else
            for (; missing > 0; missing--)
                _ = StartAgainAsync();
    }

    private async Task RefillLaterAsync(TimeSpan pause)
    {
        await Task.Delay(pause, _queue.Time);
        lock (_lock)
        {
            _pausing = false;
            if (_stopping)
                return;
        }
        if (_settings.Minimum == 0)
        {
            Reopen();
        }
        else
        {
            lock (_lock)
                _starting++;
            await StartAgainAsync();
        }
        Refill();
    }

    private async Task StartAgainAsync()
    {
        if (await StartOneAsync() is null)
            _metrics.Restarted();
    }

    /// <summary>Nothing is kept ready, so only a call can show that starts succeed again.</summary>
    private void Reopen()
    {
        lock (_lock)
            _broken = false;
        _owner.Recovered();
    }

    /// <summary>Caller holds the lock.</summary>
    private void Failed(string failure)
    {
        _backoff.Failed();
        _failedAt = _queue.Now;
        _lastFailure = failure;
        _broken = _backoff.Broken && !_members.Exists(m => m.Worker.State == WorkerState.Ready);
    }

    /// <summary>
    /// Caller holds the lock. A start is a success when its worker has answered a call, or has been up for the longest pause: one that
    /// is ready and then dies again and again is a crash loop too. A process for one call has succeeded when it is ready.
    /// </summary>
    private bool ProvedItself() => _members.Exists(m =>
        m.Worker.State != WorkerState.Starting && m.Worker.StartedAt > _failedAt
        && (_settings.Minimum == 0 || m.Worker.Served > 0 || _queue.Now - m.Worker.StartedAt >= _queue.Units(_options.Workers.MaxBackoff)));

    private void TellOwner()
    {
        string? failure;
        lock (_lock)
            failure = _broken ? _lastFailure : null;
        if (failure is not null)
            _owner.Lost(failure);
        else
            _owner.Recovered();
    }

    private static string Describe(PythonReply.WorkerDied died) => died.Signal ?? $"exit code {died.ExitCode}";

    /// <summary>A worker and when it shall be replaced.</summary>
    private sealed record Member(Worker Worker, long MaxAge)
    {
        /// <summary>Its end was asked for.</summary>
        public bool Dismissed { get; set; }
    }

    [LoggerMessage(LogLevel.Information, "Python {Version} ({Executable}) runs in worker processes: {Minimum} to {Maximum}")]
    private partial void LogStarted(Version version, string executable, int minimum, int maximum);

    [LoggerMessage(LogLevel.Error, "A worker process did not start; the next is started in {PauseMs:0} ms: {Failure}")]
    private partial void LogStartFailed(string failure, double pauseMs);

    [LoggerMessage(LogLevel.Error, "Worker process {ProcessId} died: {How}")]
    private partial void LogDied(int processId, string how);

    [LoggerMessage(LogLevel.Warning, "{Count} worker processes were still busy when the host stopped and are killed")]
    private partial void LogLeftBehind(int count);

    [LoggerMessage(LogLevel.Warning, "Worker process {ProcessId} is killed: {Why} (call {CallId})")]
    private partial void LogKilled(int processId, string why, long callId);

    [LoggerMessage(LogLevel.Debug, "Worker process {ProcessId} is dismissed: {Why}")]
    private partial void LogDismissed(int processId, string why);
}
