using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Queueing;
using AuthDemo.PythonHost.Telemetry;
using Microsoft.Extensions.Logging;

namespace AuthDemo.PythonHost.Patterns;

/// <summary>What a host gives to its pattern.</summary>
internal sealed record PatternContext
{
    /// <summary>Validated.</summary>
    public required PythonHostOptions Options { get; init; }

    /// <summary>The host runs one named worker: a single interpreter or process.</summary>
    public required bool ForNamedWorker { get; init; }

    /// <summary>Folders that come first on <c>sys.path</c>.</summary>
    public required IReadOnlyList<string> SearchPaths { get; init; }

    /// <summary>Where calls come from.</summary>
    public required CallQueue Queue { get; init; }

    public required PythonMetrics Metrics { get; init; }

    /// <summary>Takes what Python prints and logs.</summary>
    public required PythonOutput Output { get; init; }

    public required ILogger Logger { get; init; }

    public required IPatternOwner Owner { get; init; }
}
