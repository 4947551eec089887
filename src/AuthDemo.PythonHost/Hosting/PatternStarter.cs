using System.Diagnostics;
using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Locating;
using AuthDemo.PythonHost.Packaging;
using AuthDemo.PythonHost.Patterns;
using Microsoft.Extensions.Logging;

namespace AuthDemo.PythonHost.Hosting;

/// <summary>What a start does, one step after the other: check the staged packages, find Python, make the pattern, start it.</summary>
internal sealed partial class PatternStarter(PatternContext context, string? packages)
{
    private readonly ILogger _logger = context.Logger;
    private PythonDescription? _python;

    /// <summary>What went wrong, or null.</summary>
    /// <param name="kind">The pattern to start.</param>
    /// <param name="announce">Called with the pattern before it starts. When it returns false, nothing is started and the start is cancelled.</param>
    /// <param name="cancellation">The host stops.</param>
    public async Task<string?> StartAsync(PythonPattern kind, Func<IPattern, bool> announce, CancellationToken cancellation)
    {
        if (packages is not null && StagedPackages.Check(packages) is { } changed)
            return changed;
        var definition = PatternRegistry.Find(kind, context.Options);
        if (definition.Needs != PythonNeed.None && Locate(definition.Needs) is { } failure)
            return failure;
        return await StartAsync(definition, announce, cancellation);
    }

    /// <summary>Starts another pattern on the Python of the one that was lost; what went wrong, or null.</summary>
    public Task<string?> StartSuccessorAsync(PythonPattern kind, Func<IPattern, bool> announce, CancellationToken cancellation) =>
        StartAsync(PatternRegistry.Find(kind, context.Options), announce, cancellation);

    private async Task<string?> StartAsync(PatternDefinition definition, Func<IPattern, bool> announce, CancellationToken cancellation)
    {
        var pattern = definition.Create(context, _python);
        if (!announce(pattern))
            throw new OperationCanceledException();
        context.Metrics.Pattern = pattern.Name;
        return await pattern.StartAsync(cancellation);
    }

    private string? Locate(PythonNeed need)
    {
        switch (PythonLocator.Find(context.Options.Executable, needsLibrary: need == PythonNeed.SharedLibrary))
        {
            case Located.NotFound none:
                return none.Message;
            case Located.Found found:
                _python = found.Python;
                LogFound(found.Python.Executable, found.Python.Number, found.How);
                return null;
            default:
                throw new UnreachableException();
        }
    }

    [LoggerMessage(LogLevel.Information, "Python {Version} at {Executable}: {How}")]
    private partial void LogFound(string executable, Version version, string how);
}
