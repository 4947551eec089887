using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Locating;
using AuthDemo.PythonHost.Patterns;
using Microsoft.Extensions.Logging;

namespace AuthDemo.PythonHost.Embedded;

/// <summary>The main interpreter, driven through pythonnet. When a call holds it for good, worker processes take over.</summary>
internal sealed partial class PythonNetPattern(PatternContext context, PythonDescription python) : EmbeddedPattern(context, python)
{
    private readonly ILogger _logger = context.Logger;
    private readonly BusyMeter _busy = new(context.Queue.Time);
    private bool _adviceLogged;

    public override string Name => "pythonnet";

    public override PythonPattern Kind => PythonPattern.PythonNet;

    public override PythonPattern? Successor => PythonPattern.Workers;

    /// <summary>The interpreter serves all names itself.</summary>
    public override NamedWorkerSupport NamedWorkers => NamedWorkerSupport.Shared;

    public override PatternStatus Status => base.Status with { Advice = Advice };

    protected override string Started => "the main interpreter, driven through pythonnet";

    private string? Advice => _busy.Share() is > BusyMeter.High and var share
        ? FormattableString.Invariant($"The one interpreter was busy for {share * 100:0} % of a minute. To use more than one core, set Python:Pattern to Interpreters (Python 3.12 or newer) or Workers.")
        : null;

    protected override string? Reserve(PythonRuntime runtime) => runtime.TryTakeMain();

    protected override InterpreterKind Describe(PythonRuntime runtime, string notReady)
    {
        var settings = Settings(Options.PythonNet.AllowClr);
        return new InterpreterKind(() => new PythonNetInterpreter(runtime, settings), 1, MaxReplacements: null, notReady) { Busy = _busy };
    }

    /// <summary>Logs the advice once each time it becomes true.</summary>
    protected override bool Check(long now)
    {
        var advice = Advice;
        if (advice is not null && !_adviceLogged)
            LogAdvice(advice);
        _adviceLogged = advice is not null;
        return base.Check(now);
    }

    [LoggerMessage(LogLevel.Warning, "{Advice}")]
    private partial void LogAdvice(string advice);
}
