using System.Text.Json;
using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Locating;
using AuthDemo.PythonHost.Patterns;
using AuthDemo.PythonHost.Queueing;
using Microsoft.Extensions.Logging;

namespace AuthDemo.PythonHost.Embedded;

/// <summary>Interpreters in this process: several with a GIL of their own, or the main interpreter.</summary>
internal sealed partial class EmbeddedPattern : IPattern
{
    private readonly PatternContext _context;
    private readonly PythonDescription _python;
    private readonly PythonHostOptions _options;
    private readonly CallQueue _queue;
    private readonly ILogger _logger;
    private readonly InterpreterMode _mode;
    private readonly int _count;
    private volatile InterpreterGroup? _group;
    private bool _ownGil;

    /// <param name="context">Of the host.</param>
    /// <param name="python">With its shared library.</param>
    /// <param name="successor">What takes over when no interpreter is left; null for nothing.</param>
    public EmbeddedPattern(PatternContext context, PythonDescription python, PythonPattern? successor)
    {
        (_context, _python, Successor) = (context, python, successor);
        (_options, _queue, _logger) = (context.Options, context.Queue, context.Logger);
        (_mode, _count) = context.ForNamedWorker ? (InterpreterMode.OwnGil, 1) : (_options.Embedded.Mode, _options.Embedded.Count);
    }

    public string Name => "embedded";

    public PythonPattern Kind => PythonPattern.Embedded;

    public PythonPattern? Successor { get; }

    /// <summary>The main interpreter serves all names itself.</summary>
    public NamedWorkerSupport NamedWorkers => _ownGil ? NamedWorkerSupport.Own : NamedWorkerSupport.Shared;

    public PatternStatus Status
    {
        get
        {
            var (serving, lost, problem) = _group?.Status ?? default;
            return new($"{_python.Number} ({_python.Executable})", serving, _ownGil ? _count : 1, lost, problem);
        }
    }

    public IReadOnlyList<PythonRunner> Runners => _group?.Runners ?? [];

    public async Task<string?> StartAsync(CancellationToken cancellation)
    {
        var (runtime, failure) = PythonRuntime.Get(_python);
        if (runtime is null)
            return failure;
        if (_mode == InterpreterMode.OwnGil && !runtime.SupportsOwnGil)
            return $"Python:Embedded:Mode is OwnGil, which needs Python 3.12 or newer; {_python.Executable} is {_python.Number}.";

        _queue.Watch = Check;
        var ownGil = runtime.SupportsOwnGil && _mode != InterpreterMode.Single;
        var started = await StartAsync(runtime, ownGil, cancellation);
        if (started is not null && ownGil && _mode == InterpreterMode.Auto)
        {
            LogFallBack(started);
            started = await StartAsync(runtime, ownGil: false, cancellation);
        }
        if (started is not null)
            return started;
        if (!_ownGil)
            LogSingle(_python.Number, _mode == InterpreterMode.Single ? "as configured"
                : runtime.SupportsOwnGil ? "a module does not load in own-GIL interpreters" : "own-GIL interpreters need Python 3.12");
        LogStarted(_python.Number, _python.Executable, _ownGil ? _count : 1, _ownGil ? "own GIL" : "main interpreter");
        return null;
    }

    public Task<RestartReply> RestartAsync(string id) =>
        _group?.RestartAsync(id) ?? Task.FromResult<RestartReply>(new RestartReply.Unknown());

    public async Task DrainAsync(CancellationToken patience)
    {
        var busy = _group is null ? 0 : await _group.DrainAsync(patience);
        if (busy > 0)
            LogBusyAtStop(busy);
    }

    public ValueTask DisposeAsync()
    {
        if (_queue.Watch == Check)
            _queue.Watch = null;
        return ValueTask.CompletedTask;
    }

    private async Task<string?> StartAsync(PythonRuntime runtime, bool ownGil, CancellationToken cancellation)
    {
        if (!ownGil && !runtime.TryTakeMain())
            return "The main interpreter of this process is in use by another host, or was lost to a call that never returned; start a fresh process.";
        var settings = new HostedCodeSettings(
            JsonSerializer.Serialize(new { search_paths = _context.SearchPaths, preload = _options.Preload, write_bytecode = _options.WatchFiles is not true }),
            _options.MaxMessageBytes);
        var notReady = $"Python {_python.Number} was not ready within Python:StartBudget ({_options.StartBudget}); a module of Python:Preload may hang.";
        var kind = ownGil
            ? new InterpreterKind(() => new OwnGilInterpreter(runtime, settings), _count, _options.Embedded.MaxReplacements, notReady)
            : new InterpreterKind(() => new MainInterpreter(runtime, settings), 1, MaxReplacements: null, notReady);
        (_ownGil, _group) = (ownGil, new InterpreterGroup(_context, kind, this));
        return await _group.StartAsync(cancellation);
    }

    private bool Check(long now) => _group?.Check(now) ?? false; // the queue ticks from its first call on

    [LoggerMessage(LogLevel.Information, "Python {Version} ({Executable}) runs embedded: {Count} interpreters, {Mode}")]
    private partial void LogStarted(Version version, string executable, int count, string mode);

    [LoggerMessage(LogLevel.Information, "Python {Version} runs with one interpreter: {Reason}")]
    private partial void LogSingle(Version version, string reason);

    [LoggerMessage(LogLevel.Warning, "Own-GIL interpreters cannot serve, trying the main interpreter: {Failure}")]
    private partial void LogFallBack(string failure);

    [LoggerMessage(LogLevel.Warning, "{Count} interpreters were still busy when the host stopped")]
    private partial void LogBusyAtStop(int count);
}
