using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Locating;
using AuthDemo.PythonHost.Patterns;
using Microsoft.Extensions.Logging;

namespace AuthDemo.PythonHost.Embedded;

/// <summary>Interpreters in this process.</summary>
internal abstract partial class EmbeddedPattern(PatternContext context, PythonDescription python) : IPattern
{
    private readonly ILogger _logger = context.Logger;
    private InterpreterKind? _kind;
    private volatile InterpreterGroup? _group;

    public abstract string Name { get; }

    public abstract PythonPattern Kind { get; }

    public abstract PythonPattern? Successor { get; }

    public abstract NamedWorkerSupport NamedWorkers { get; }

    public virtual PatternStatus Status
    {
        get
        {
            var (serving, lost, problem) = _group?.Status ?? default;
            return new($"{python.Number} ({python.Executable})", serving, _kind?.Count ?? 1, lost, problem);
        }
    }

    public IReadOnlyList<PythonRunner> Runners => _group?.Runners ?? [];

    protected PatternContext Context => context;

    protected PythonHostOptions Options => context.Options;

    public async Task<string?> StartAsync(CancellationToken cancellation)
    {
        var (runtime, failure) = PythonRuntime.Get(python);
        if (runtime is null)
            return failure;
        if (Reserve(runtime) is { } refused)
            return refused;
        context.Queue.Watch = Check;
        _kind = Describe(runtime, $"Python {python.Number} was not ready within Python:StartBudget ({Options.StartBudget}); a module of Python:Preload may hang.");
        _group = new InterpreterGroup(context, _kind, this);
        if (await _group.StartAsync(cancellation) is { } notStarted)
            return notStarted;
        LogStarted(python.Number, python.Executable, Started);
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

    public virtual ValueTask DisposeAsync()
    {
        if (context.Queue.Watch == Check)
            context.Queue.Watch = null;
        return ValueTask.CompletedTask;
    }

    /// <summary>What runs, for the log.</summary>
    protected abstract string Started { get; }

    /// <summary>Takes what the pattern needs of the process; why it cannot have it, or null.</summary>
    protected abstract string? Reserve(PythonRuntime runtime);

    protected abstract InterpreterKind Describe(PythonRuntime runtime, string notReady);

    /// <param name="allowClr">Null where there are no .NET types.</param>
    protected HostedCodeSettings Settings(bool? allowClr) => HostedCodeSettings.Make(Options, context.SearchPaths, allowClr);

    protected virtual bool Check(long now) => _group?.Check(now) ?? false; // the queue ticks from its first call on

    [LoggerMessage(LogLevel.Information, "Python {Version} ({Executable}) runs in this process: {What}")]
    private partial void LogStarted(Version version, string executable, string what);

    [LoggerMessage(LogLevel.Warning, "{Count} interpreters were still busy when the host stopped")]
    private partial void LogBusyAtStop(int count);
}
