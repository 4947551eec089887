using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Locating;
using AuthDemo.PythonHost.Patterns;

namespace AuthDemo.PythonHost.Embedded;

/// <summary>Several interpreters, each with its own GIL. Python 3.12 or newer.</summary>
internal sealed class InterpretersPattern(PatternContext context, PythonDescription python) : EmbeddedPattern(context, python)
{
    private PythonRuntime? _reserved;

    public override string Name => "interpreters";

    public override PythonPattern Kind => PythonPattern.Interpreters;

    public override PythonPattern? Successor => null;

    public override NamedWorkerSupport NamedWorkers => NamedWorkerSupport.Own;

    protected override string Started => $"{Count} interpreters, each with its own GIL";

    private int Count => Context.ForNamedWorker ? 1 : Options.Interpreters.EffectiveCount;

    protected override string? Reserve(PythonRuntime runtime)
    {
        if (!runtime.SupportsOwnGil)
            return $"Python:Pattern is Interpreters, which needs Python 3.12 or newer; {runtime.Python.Executable} is {runtime.Python.Number}.";
        if (!runtime.TryReserveInterpreters())
            return PythonRuntime.OneOfTheTwo;
        _reserved = runtime;
        return null;
    }

    protected override InterpreterKind Describe(PythonRuntime runtime, string notReady)
    {
        var settings = Settings(allowClr: null);
        return new InterpreterKind(() => new OwnGilInterpreter(runtime, settings), Count, Options.Interpreters.MaxReplacements, notReady);
    }

    public override ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref _reserved, null)?.ReleaseInterpreters();
        return base.DisposeAsync();
    }
}
