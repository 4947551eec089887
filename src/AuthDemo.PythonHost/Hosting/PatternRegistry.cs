using System.Diagnostics;
using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Embedded;
using AuthDemo.PythonHost.Http;
using AuthDemo.PythonHost.Locating;
using AuthDemo.PythonHost.Patterns;
using AuthDemo.PythonHost.Workers;

namespace AuthDemo.PythonHost.Hosting;

/// <summary>The one place where patterns are made: what each needs of Python, and its constructor.</summary>
internal static class PatternRegistry
{
    public static PatternDefinition Find(PythonPattern kind, PythonHostOptions options) => kind switch
    {
        PythonPattern.Auto or PythonPattern.PythonNet => new(PythonNeed.SharedLibrary, (context, python) => new PythonNetPattern(context, python!)),
        PythonPattern.Interpreters => new(PythonNeed.SharedLibrary, (context, python) => new InterpretersPattern(context, python!)),
        PythonPattern.Workers => new(PythonNeed.Executable, (context, python) => new WorkersPattern(context, python!, PoolSettings.Workers(context))),
        PythonPattern.PerCall => new(PythonNeed.Executable, (context, python) => new WorkersPattern(context, python!, PoolSettings.PerCall(context))),
        PythonPattern.Http => new(options.Http.Address is null ? PythonNeed.Executable : PythonNeed.None, (context, python) => new HttpPattern(context, python)),
        _ => throw new UnreachableException(),
    };
}

/// <summary>How a pattern is made.</summary>
/// <param name="Needs">What must be found before it can be made.</param>
/// <param name="Create">The pattern, not started; the Python is null when it needs none.</param>
internal sealed record PatternDefinition(PythonNeed Needs, Func<PatternContext, PythonDescription?, IPattern> Create);

/// <summary>What a pattern needs of Python on this machine.</summary>
internal enum PythonNeed
{
    /// <summary>Nothing: others run it.</summary>
    None,

    /// <summary>An executable to start processes with.</summary>
    Executable,

    /// <summary>An executable and its shared library, loaded into this process.</summary>
    SharedLibrary,
}
