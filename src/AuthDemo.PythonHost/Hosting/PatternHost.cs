using System.Diagnostics;
using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Embedded;
using AuthDemo.PythonHost.Http;
using AuthDemo.PythonHost.Locating;
using AuthDemo.PythonHost.Packaging;
using AuthDemo.PythonHost.Queueing;
using AuthDemo.PythonHost.Telemetry;
using AuthDemo.PythonHost.Workers;
using Microsoft.Extensions.Logging;

namespace AuthDemo.PythonHost.Hosting;

/// <summary>
/// The host: one queue, and one pattern at a time that takes calls from it. The pattern is started by the first call or by
/// <see cref="StartAsync"/>, whichever comes first; calls wait meanwhile. A start that fails is told to every caller and tried again
/// by the first call after <see cref="RetryAfter"/>.
/// </summary>
internal sealed partial class PatternHost : IPythonHost, IPythonHostStatus, IPatternOwner
{
    /// <summary>A failed start is not tried again sooner.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly PythonHostOptions _options;
    private readonly HostRole _role;
    private readonly NamedWorkers? _named;
    private readonly string? _packages;
    private readonly IReadOnlyList<string> _searchPaths;
    private readonly CallQueue _queue;
    private readonly PythonMetrics _metrics;
    private readonly PythonOutput _output;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private volatile Task? _start;
    private volatile bool _serving;
    private volatile bool _lost;
    private IPattern? _pattern;
    private IPattern? _left;
    private string? _failure;
    private string? _moved;
    private long _failedAt;
    private bool _stopped;

    /// <param name="options">Validated.</param>
    /// <param name="contentRoot">Where relative search paths start.</param>
    /// <param name="metrics">Owned by the host from here on, unless it is that of a named worker.</param>
    /// <param name="loggers">Log of the host and of what Python writes.</param>
    /// <param name="time">Clock of every budget.</param>
    /// <param name="role">The whole host, or one named worker of it.</param>
    public PatternHost(
        PythonHostOptions options, string contentRoot, PythonMetrics metrics, ILoggerFactory loggers, TimeProvider time, HostRole? role = null)
    {
        (_options, _metrics, _time, _role) = (options, metrics, time, role ?? new HostRole(options.Pattern, Named: false));
        _logger = loggers.CreateLogger("AuthDemo.PythonHost");
        _output = new PythonOutput(loggers.CreateLogger("AuthDemo.PythonHost.Python"));
        _packages = StagedPackages.Folder(options.Packages, contentRoot);
        _searchPaths = [.. options.SearchPaths.Select(path => Path.GetFullPath(path, contentRoot)), .. _packages is null ? [] : (string[])[_packages]];
        _queue = new CallQueue(options, time, metrics);
        if (_role.Named)
            return;
        metrics.Observe(() => _queue.Waiting, () => _queue.Running);
        _named = new NamedWorkers(options, time, () =>
            new PatternHost(options, contentRoot, metrics, loggers, time, new HostRole(_pattern is WorkersPattern ? PythonPattern.Workers : PythonPattern.Embedded, Named: true)));
    }

    /// <summary>Folders with the code that is hosted; not the staged packages, which are checked by hash when the host starts.</summary>
    public IEnumerable<string> SourceFolders => _searchPaths.Where(path => path != _packages);

    /// <summary>What runs calls here, what it moved away from, and that of each named worker.</summary>
    public IReadOnlyList<(string? Name, IPattern Pattern)> Patterns
    {
        get
        {
            IPattern?[] own;
            lock (_lock)
                own = [_pattern, _left];
            return
            [
                .. own.OfType<IPattern>().Select(pattern => ((string?)null, pattern)),
                .. _named?.All.SelectMany(named => named.Host.Patterns.Select(inner => ((string?)named.Name, inner.Pattern))) ?? [],
            ];
        }
    }

    public PythonHostStatus Status
    {
        get
        {
            IPattern? pattern, left;
            string? failure;
            PythonHostCondition condition;
            lock (_lock)
            {
                (pattern, left, failure) = (_pattern, _left, _failure);
                condition = _stopped ? PythonHostCondition.Stopped
                    : failure is not null ? PythonHostCondition.Failed
                    : _serving ? PythonHostCondition.Serving
                    : _start is null ? PythonHostCondition.Idle : PythonHostCondition.Starting;
            }
            var status = pattern?.Status;
            if (condition == PythonHostCondition.Serving && status is not null && (_moved is not null || status.Trouble is not null || status.Runners < status.Wanted))
                condition = PythonHostCondition.Degraded;
            return new(condition, pattern?.Name ?? "none", status?.Python ?? "none", status?.Runners ?? 0, _queue.Waiting, _queue.Running,
                (status?.Lost ?? 0) + (left?.Status.Lost ?? 0), failure ?? status?.Trouble ?? _moved)
            {
                LastErrors = _metrics.Errors.Snapshot(),
            };
        }
    }

    public ValueTask<PythonReply> CallAsync(PythonCall call, CancellationToken cancellation = default)
    {
        if (call.Worker is not null)
            return CallNamedAsync(call, cancellation);
        if (!_serving)
            _ = EnsureStarted();
        return _queue.Enter(call, cancellation);
    }

    /// <summary>Whether names have runners of their own is known once the host has started: a single interpreter serves all names itself.</summary>
    private async ValueTask<PythonReply> CallNamedAsync(PythonCall call, CancellationToken cancellation)
    {
        if (_role.Pattern is PythonPattern.Http or PythonPattern.PerCall)
            return new PythonReply.StartFailed($"Named workers need Python:Pattern Auto, Embedded or Workers; it is {_role.Pattern}.");
        if (!_serving)
            await EnsureStarted();
        return _pattern is EmbeddedPattern { OwnGil: false } || _failure is not null || _stopped
            ? await _queue.Enter(call, cancellation)
            : await _named!.CallAsync(call, cancellation);
    }

    /// <summary>Starts the pattern ahead of the first call. A failure is logged and told to callers, never thrown.</summary>
    public Task StartAsync() => EnsureStarted();

    public async ValueTask DisposeAsync()
    {
        Task? start;
        lock (_lock)
        {
            if (_stopped)
                return;
            _stopped = true;
            start = _start;
        }
        _queue.Refuse(new PythonReply.StartFailed("The Python host has been stopped."));
        await _stopping.CancelAsync();
        if (start is not null)
            await start;
        if (_named is not null)
            await _named.DisposeAsync();
        if (_pattern is { } pattern)
        {
            using var patience = new CancellationTokenSource(_options.DrainBudget, _time);
            await pattern.DrainAsync(patience.Token);
            await pattern.DisposeAsync();
        }
        _queue.Dispose();
        if (!_role.Named)
            _metrics.Dispose();
        _stopping.Dispose();
    }

    void IPatternOwner.Lost(string trouble)
    {
        if (_role.Pattern == PythonPattern.Auto && _pattern is EmbeddedPattern embedded)
            _ = MoveToWorkersAsync(embedded, trouble);
        else
        {
            _lost = true;
            Fail(trouble);
        }
    }

    /// <summary>Nothing in this process can serve any more: processes take over, on the same queue.</summary>
    private async Task MoveToWorkersAsync(EmbeddedPattern embedded, string trouble)
    {
        LogMoving(trouble);
        await embedded.DrainAsync(new CancellationToken(canceled: true));
        var workers = Pool(embedded.Python, WorkersSettings.Pool(_options.Workers));
        lock (_lock)
        {
            if (_stopped)
                return;
            (_left, _pattern) = (embedded, workers);
            _moved = $"{trouble} Calls run in worker processes since then; start a fresh process to run embedded again.";
        }
        if (await StartAsync(workers) is { } failure)
        {
            _lost = true;
            Fail(failure);
        }
        else
            LogMoved();
    }

    void IPatternOwner.Recovered()
    {
        lock (_lock)
        {
            if (_stopped)
                return;
            (_lost, _failure, _serving) = (false, null, true);
        }
        _queue.Refuse(null);
    }

    private Task EnsureStarted()
    {
        lock (_lock)
        {
            if (_stopped)
                return Task.CompletedTask;
            if (_failure is not null && !_lost && _time.GetElapsedTime(_failedAt) >= RetryAfter && _start is { IsCompleted: true })
                _start = null;
            if (_start is null)
            {
                _failure = null;
                _queue.Refuse(null);
                _start = Task.Run(StartNowAsync);
            }
            return _start;
        }
    }

    private async Task StartNowAsync()
    {
        try
        {
            var failure = await StartPatternAsync();
            if (failure is null)
                _serving = true;
            else
                Fail(failure);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // stopped while starting: callers were answered by DisposeAsync
        }
        catch (Exception e) // a bug of ours: told to callers all the same, or they would wait for nothing
        {
            LogBug(e);
            Fail($"The start failed unexpectedly: {e.GetType().Name}.");
        }
    }

    private async Task<string?> StartPatternAsync()
    {
        if (_pattern is { } failed)
            await failed.DisposeAsync();
        if (_packages is not null && StagedPackages.Check(_packages) is { } changed)
            return changed;
        if (_role.Pattern == PythonPattern.Http && _options.Http.Address is not null)
            return await StartAsync(Service(null));
        switch (PythonLocator.Find(_options.Executable, needsLibrary: _role.Pattern is PythonPattern.Auto or PythonPattern.Embedded))
        {
            case Located.NotFound none:
                return none.Message;
            case Located.Found found:
                LogFound(found.Python.Executable, found.Python.Number, found.How);
                return await StartAsync(Make(found.Python));
            default:
                throw new UnreachableException();
        }
    }

    private async Task<string?> StartAsync(IPattern pattern)
    {
        _metrics.Pattern = pattern.Name;
        lock (_lock)
            _pattern = pattern;
        return await pattern.StartAsync(_stopping.Token);
    }

    private IPattern Make(PythonDescription python) => _role.Pattern switch
    {
        PythonPattern.Auto or PythonPattern.Embedded => new EmbeddedPattern(
            python, _options, _role.Named ? InterpreterMode.OwnGil : _options.Embedded.Mode, _role.Named ? 1 : _options.Embedded.Count,
            _searchPaths, _queue, _metrics, _output, _logger, this),
        PythonPattern.Workers => Pool(python, _role.Named ? WorkersSettings.Named(_options.Workers) : WorkersSettings.Pool(_options.Workers)),
        PythonPattern.PerCall => Pool(python, WorkersSettings.PerCall(_options.PerCall)),
        PythonPattern.Http => Service(python),
        _ => throw new UnreachableException(),
    };

    private HttpPattern Service(PythonDescription? python) =>
        new(python, _options, _searchPaths, _queue, _metrics, _output, _logger, this);

    private WorkersPattern Pool(PythonDescription python, WorkersSettings settings) =>
        new(python, _options, settings, _searchPaths, _queue, _metrics, _output, _logger, this);

    private void Fail(string message)
    {
        lock (_lock)
        {
            _failure = message;
            _failedAt = _time.GetTimestamp();
            _serving = false;
        }
        LogFailed(message);
        if (!_stopped)
            _queue.Refuse(new PythonReply.StartFailed(message));
    }

    [LoggerMessage(LogLevel.Information, "Python {Version} at {Executable}: {How}")]
    private partial void LogFound(string executable, Version version, string how);

    [LoggerMessage(LogLevel.Error, "Moving from embedded Python to worker processes: {Trouble}")]
    private partial void LogMoving(string trouble);

    [LoggerMessage(LogLevel.Information, "Worker processes have taken over")]
    private partial void LogMoved();

    [LoggerMessage(LogLevel.Error, "Python does not serve: {Failure}")]
    private partial void LogFailed(string failure);

    [LoggerMessage(LogLevel.Critical, "The start of Python failed unexpectedly")]
    private partial void LogBug(Exception exception);
}

/// <summary>What a host is for.</summary>
/// <param name="Pattern">How it runs Python.</param>
/// <param name="Named">It is one named worker: a single interpreter or process.</param>
internal sealed record HostRole(PythonPattern Pattern, bool Named);
