using System.Diagnostics;
using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Packaging;
using AuthDemo.PythonHost.Patterns;
using AuthDemo.PythonHost.Queueing;
using AuthDemo.PythonHost.Telemetry;
using Microsoft.Extensions.Logging;

namespace AuthDemo.PythonHost.Hosting;

/// <summary>
/// The host: one queue, and one pattern at a time that takes calls from it. The first call or <see cref="StartAsync"/> starts the
/// pattern, whichever comes first; calls wait meanwhile. A failed start is reported to every caller and tried again by the first call
/// after <see cref="RetryAfter"/>. <see cref="HostPhase"/> is all that changes.
/// </summary>
internal sealed partial class PatternHost : IPythonHost, IPythonHostStatus, IPatternOwner
{
    /// <summary>A failed start is not tried again sooner.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>How long a stop may take beyond <c>DrainBudget</c> and <c>Grace</c>: processes that were killed have to end, a start to be abandoned.</summary>
    public static readonly TimeSpan StopMargin = TimeSpan.FromSeconds(10);

    private readonly PythonHostOptions _options;
    private readonly HostRole _role;
    private readonly NamedWorkers? _named;
    private readonly string? _packages;
    private readonly PatternContext _context;
    private readonly PatternStarter _starter;
    private readonly CallQueue _queue;
    private readonly PythonMetrics _metrics;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly HostState _state;

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
        _state = new HostState(time, RetryAfter);
        _logger = loggers.CreateLogger("AuthDemo.PythonHost");
        _packages = StagedPackages.Folder(options.Packages, contentRoot);
        _queue = new CallQueue(options, time, metrics);
        _context = new PatternContext
        {
            Options = options,
            ForNamedWorker = _role.Named,
            SearchPaths = [.. options.SearchPaths.Select(path => Path.GetFullPath(path, contentRoot)), .. _packages is null ? [] : (string[])[_packages]],
            Queue = _queue,
            Metrics = metrics,
            Output = new PythonOutput(loggers.CreateLogger("AuthDemo.PythonHost.Python")),
            Logger = _logger,
            Owner = this,
        };
        _starter = new PatternStarter(_context, _packages);
        if (_role.Named)
            return;
        metrics.Observe(() => _queue.Waiting, () => _queue.Running);
        _named = new NamedWorkers(options, time, kind => new PatternHost(options, contentRoot, metrics, loggers, time, new HostRole(kind, Named: true)));
    }

    /// <summary>Folders with the hosted code; not the staged packages, which are checked by hash when the host starts.</summary>
    public IEnumerable<string> SourceFolders => _context.SearchPaths.Where(path => path != _packages);

    /// <summary>The pattern in use, the one it took over from, and those of each named worker.</summary>
    public IReadOnlyList<(string? Name, IPattern Pattern)> Patterns
    {
        get
        {
            var phase = _state.Phase;
            return
            [
                .. ((IPattern?[])[phase.Pattern, phase.Predecessor]).OfType<IPattern>().Select(pattern => ((string?)null, pattern)),
                .. _named?.All.SelectMany(named => named.Host.Patterns.Select(inner => ((string?)named.Name, inner.Pattern))) ?? [],
            ];
        }
    }

    public PythonHostStatus Status
    {
        get
        {
            var phase = _state.Phase;
            var status = phase.Pattern?.Status;
            var condition = phase.Condition;
            if (condition == PythonHostCondition.Serving && status is not null && (status.Problem is not null || status.Runners < status.Wanted))
                condition = PythonHostCondition.Degraded;
            var message = phase is HostPhase.Moved ? status?.Problem ?? phase.Problem : phase.Problem ?? status?.Problem;
            return new(condition, phase.Pattern?.Name ?? "none", status?.Python ?? "none", status?.Runners ?? 0, _queue.Waiting, _queue.Running,
                (status?.Lost ?? 0) + (phase.Predecessor?.Status.Lost ?? 0), message)
            {
                Advice = status?.Advice,
                LastErrors = _metrics.Errors.Snapshot(),
            };
        }
    }

    public ValueTask<PythonReply> CallAsync(PythonCall call, CancellationToken cancellation = default)
    {
        if (call.Worker is not null)
            return CallNamedAsync(call, cancellation);
        if (!_state.Phase.IsServing)
            _ = EnsureStarted();
        return _queue.Enqueue(call, cancellation);
    }

    /// <summary>Starts the pattern ahead of the first call. A failure is logged and reported to callers, never thrown.</summary>
    public Task StartAsync() => EnsureStarted();

    /// <summary>
    /// Stops: rejects calls, lets running ones end for <c>DrainBudget</c>, then ends what runs them by force. Returns within
    /// <c>DrainBudget</c>, <c>Grace</c> and <see cref="StopMargin"/>, whatever Python does.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_state.Stop() is not { } before)
            return;
        _queue.RejectAll(new PythonReply.StartFailed("The Python host has been stopped."));
        await _stopping.CancelAsync();
        var stop = StopAsync(before);
        try
        {
            await stop.WaitAsync(_options.DrainBudget + _options.Grace + StopMargin, _time);
        }
        catch (TimeoutException)
        {
            LogStopTimedOut(_options.DrainBudget + _options.Grace + StopMargin);
        }
        _queue.Dispose();
        if (!_role.Named)
            _metrics.Dispose();
    }

    void IPatternOwner.Lost(IPattern pattern, string reason)
    {
        var (successor, reject) = _state.Lost(pattern, reason);
        if (successor is { } kind)
            _ = MoveAsync(pattern, kind, reason);
        else if (reject)
            Reject(reason);
    }

    void IPatternOwner.Recovered(IPattern pattern)
    {
        if (_state.Recovered(pattern))
            _queue.AcceptAgain();
    }

    private async ValueTask<PythonReply> CallNamedAsync(PythonCall call, CancellationToken cancellation)
    {
        if (!_state.Phase.IsServing)
            await EnsureStarted(); // only then it is known where named workers run
        var phase = _state.Phase;
        return phase is { IsServing: true, Pattern: { } pattern } && _named is not null
            ? pattern.NamedWorkers switch
            {
                NamedWorkerSupport.Own => await _named.CallAsync(call, pattern.Kind, cancellation),
                NamedWorkerSupport.Shared => await _queue.Enqueue(call, cancellation),
                NamedWorkerSupport.None => new PythonReply.StartFailed($"Named workers need Python:Pattern PythonNet, Interpreters or Workers; it is {_role.Pattern}."),
                _ => throw new UnreachableException(),
            }
            : await _queue.Enqueue(call, cancellation); // which says why nothing is served
    }

    private Task EnsureStarted() => _state.EnsureStarted(StartPatternAsync);

    private async Task StartPatternAsync(IPattern? failed)
    {
        try
        {
            _queue.AcceptAgain();
            if (failed is not null)
                await EndAsync(failed, new CancellationToken(canceled: true));
            Started(await _starter.StartAsync(_role.Pattern, _state.Announce, _stopping.Token));
        }
        catch (OperationCanceledException) when (_state.Phase is HostPhase.Stopped)
        {
            // stopped while starting: DisposeAsync answered the callers
        }
        catch (Exception e) // a bug of ours: callers must be answered all the same
        {
            LogBug(e);
            Started($"The start failed unexpectedly: {e.GetType().Name}.");
        }
    }

    private void Started(string? failure)
    {
        if (_state.Started(failure) && failure is not null)
            Reject(failure);
    }

    /// <summary>Nothing of the pattern can run calls any more: its successor takes over the same queue.</summary>
    private async Task MoveAsync(IPattern lost, PythonPattern kind, string reason)
    {
        LogMoving(lost.Kind, kind, reason);
        await lost.DrainAsync(new CancellationToken(canceled: true));
        IPattern? successor = null;
        var moved = $"{reason} Calls run in worker processes since then; start a fresh process to run inside this process again.";
        try
        {
            var failure = await _starter.StartSuccessorAsync(kind, made => _state.Move(lost, successor = made, moved), _stopping.Token);
            if (failure is null)
                LogMoved(kind);
            else
                ((IPatternOwner)this).Lost(successor!, failure);
        }
        catch (OperationCanceledException)
        {
            // stopped while moving: DisposeAsync ends the successor
        }
    }

    private async Task StopAsync(HostPhase before)
    {
        if (before is HostPhase.Starting starting)
            await starting.Start;
        if (_named is not null)
            await _named.DisposeAsync();
        if (before.Pattern is { } pattern)
        {
            using var patience = new CancellationTokenSource(_options.DrainBudget, _time);
            await EndAsync(pattern, patience.Token);
        }
        _stopping.Dispose();
    }

    private static async Task EndAsync(IPattern pattern, CancellationToken patience)
    {
        await pattern.DrainAsync(patience);
        await pattern.DisposeAsync();
    }

    private void Reject(string reason)
    {
        LogFailed(reason);
        if (_state.Phase is not HostPhase.Stopped)
            _queue.RejectAll(new PythonReply.StartFailed(reason));
    }

    [LoggerMessage(LogLevel.Error, "Moving from pattern {Lost} to {Successor}: {Reason}")]
    private partial void LogMoving(PythonPattern lost, PythonPattern successor, string reason);

    [LoggerMessage(LogLevel.Information, "Pattern {Successor} has taken over")]
    private partial void LogMoved(PythonPattern successor);

    [LoggerMessage(LogLevel.Error, "Python is unavailable: {Failure}")]
    private partial void LogFailed(string failure);

    [LoggerMessage(LogLevel.Error, "Python was not stopped within {Limit}; what is left of it ends with this process")]
    private partial void LogStopTimedOut(TimeSpan limit);

    [LoggerMessage(LogLevel.Critical, "The start of Python failed unexpectedly")]
    private partial void LogBug(Exception exception);
}

/// <summary>What a host is for.</summary>
/// <param name="Pattern">How it runs Python.</param>
/// <param name="Named">It is one named worker: a single interpreter or process.</param>
internal sealed record HostRole(PythonPattern Pattern, bool Named);
