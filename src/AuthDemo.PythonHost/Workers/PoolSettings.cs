using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Patterns;

namespace AuthDemo.PythonHost.Workers;

/// <summary>The settings of one pool, with every default resolved.</summary>
internal sealed record PoolSettings
{
    /// <summary>Of the pattern, in metrics and logs.</summary>
    public required string Name { get; init; }

    public required PythonPattern Kind { get; init; }

    public required NamedWorkerSupport NamedWorkers { get; init; }

    /// <summary>Processes kept at all times.</summary>
    public required int Minimum { get; init; }

    public required int Maximum { get; init; }

    /// <summary>Calls sent to one process, the running one included.</summary>
    public int InFlight { get; init; } = 1;

    public TimeSpan IdleTimeToLive { get; init; }

    public TimeSpan Linger { get; init; }

    /// <summary>0 is no limit.</summary>
    public long MaxCalls { get; init; }

    /// <summary>Zero is no limit.</summary>
    public TimeSpan MaxAge { get; init; }

    /// <summary>After so many failed starts in a row calls are answered at once.</summary>
    public required int BreakAfter { get; init; }

    /// <summary>No process is kept: each is started for one call.</summary>
    public bool IsPerCall => Minimum == 0;

    /// <summary>A pool, or the one process of a named worker, which keeps its state.</summary>
    public static PoolSettings Workers(PatternContext context)
    {
        var options = context.Options.Workers;
        var minimum = options.Minimum == 0 ? Environment.ProcessorCount : options.Minimum;
        var pool = new PoolSettings
        {
            Name = "workers",
            Kind = PythonPattern.Workers,
            NamedWorkers = NamedWorkerSupport.Own,
            Minimum = minimum,
            Maximum = options.Maximum == 0 ? 2 * minimum : options.Maximum,
            InFlight = options.InFlight,
            IdleTimeToLive = options.IdleTimeToLive,
            Linger = options.Linger,
            MaxCalls = options.MaxCalls,
            MaxAge = options.MaxAge,
            BreakAfter = context.Options.Processes.BreakAfter,
        };
        return context.ForNamedWorker ? pool with { Minimum = 1, Maximum = 1, InFlight = 1, MaxCalls = 0, MaxAge = TimeSpan.Zero } : pool;
    }

    /// <summary>A process for each call: none is kept, each serves once.</summary>
    public static PoolSettings PerCall(PatternContext context)
    {
        var maximum = context.Options.PerCall.Maximum;
        return new()
        {
            Name = "per_call",
            Kind = PythonPattern.PerCall,
            NamedWorkers = NamedWorkerSupport.None,
            Minimum = 0,
            Maximum = maximum == 0 ? Environment.ProcessorCount : maximum,
            MaxCalls = 1,
            BreakAfter = 1,
        };
    }
}
