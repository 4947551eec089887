using AuthDemo.PythonHost.Configuration;

namespace AuthDemo.PythonHost.Workers;

/// <summary>The size and habits of one pool, with every default resolved.</summary>
/// <param name="Name">Of the pattern, for metrics and logs.</param>
internal sealed record WorkersSettings(
    string Name, int Minimum, int Maximum, int InFlight, TimeSpan IdleTimeToLive, TimeSpan Linger, long MaxCalls, TimeSpan MaxAge, int BreakAfter)
{
    public static WorkersSettings Pool(WorkersOptions options)
    {
        var minimum = options.Minimum == 0 ? Environment.ProcessorCount : options.Minimum;
        return new("workers", minimum, options.Maximum == 0 ? 2 * minimum : options.Maximum, options.InFlight,
            options.IdleTimeToLive, options.Linger, options.MaxCalls, options.MaxAge, options.BreakAfter);
    }

    /// <summary>A process for each call: none is kept, each serves once.</summary>
    public static WorkersSettings PerCall(PerCallOptions options) => new(
        "per_call", 0, options.Maximum == 0 ? Environment.ProcessorCount : options.Maximum, 1, TimeSpan.Zero, TimeSpan.Zero, 1, TimeSpan.Zero, 1);

    /// <summary>The one process of a named worker, which keeps its state.</summary>
    public static WorkersSettings Named(WorkersOptions options) => new(
        "workers", 1, 1, 1, options.IdleTimeToLive, options.Linger, 0, TimeSpan.Zero, options.BreakAfter);
}
