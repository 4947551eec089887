using System.Globalization;
using AuthDemo.PythonHost;
using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Hosting;

namespace AuthDemo.Web.Console.Runtime;

/// <summary>
/// Runs the same calls through each pattern and compares them. Each pattern but the one in use gets a host of its own, which is
/// stopped again; the one in use is measured as it is, between the calls of whoever signs in, so the numbers are of this machine as
/// it stands now.
/// </summary>
/// <param name="services">Holds the host in use, if there is one.</param>
/// <param name="open">A host of a pattern, to be disposed of.</param>
/// <param name="time">Measures, and paces the progress.</param>
internal sealed class PatternBenchmark(IServiceProvider services, Func<PythonPattern, IPythonHost> open, TimeProvider time)
{
    /// <summary>How often progress is told while a pattern is measured.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>What a run measures, with how many callers at once.</summary>
    private static readonly (PythonPattern Pattern, int Callers)[] s_plan =
        [(PythonPattern.Embedded, 4), (PythonPattern.Workers, 4), (PythonPattern.Http, 4), (PythonPattern.PerCall, 2)];

    private int _running;

    /// <summary>Runs the comparison; null when one is running already, in this or another window.</summary>
    /// <param name="onProgress">Told several times a second.</param>
    /// <param name="cancellation">Stops it, also in the middle of a pattern.</param>
    public async Task<IReadOnlyList<PatternResult>?> RunAsync(Func<PatternProgress, Task> onProgress, CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _running, 1) == 1)
            return null;
        try
        {
            var rows = new List<PatternResult>();
            foreach (var (pattern, callers) in s_plan)
            {
                var measurement = new PatternMeasurement(Word(pattern), callers, time);
                var measuring = MeasureAsync(measurement, pattern, cancellation);
                while (!measuring.IsCompleted)
                {
                    await onProgress(new((rows.Count + measurement.Share) / s_plan.Length, measurement.Pattern, [.. rows]));
                    await Task.WhenAny(measuring, Task.Delay(Step, time, CancellationToken.None));
                }

                rows.Add(await measuring);
            }

            await onProgress(new(1, null, rows));
            return rows;
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    private async Task<PatternResult> MeasureAsync(PatternMeasurement measurement, PythonPattern pattern, CancellationToken cancellation)
    {
        if (services.GetService<IPythonHostStatus>()?.Status.Pattern == measurement.Pattern)
            return await measurement.RunAsync(services.GetRequiredService<IPythonHost>(), isInUse: true, cancellation);
        await using var own = open(pattern);
        var row = await measurement.RunAsync(own, isInUse: false, cancellation);
        // Its interpreters end with their host; Python itself, once it is loaded, leaves a process only with its end.
        return pattern == PythonPattern.Embedded && row is { Remark: null } ? row with { Remark = "stays_loaded" } : row;
    }

    private static string Word(PythonPattern pattern) =>
        pattern == PythonPattern.PerCall ? "per_call" : pattern.ToString().ToLower(CultureInfo.InvariantCulture);
}

/// <summary>How far a comparison is.</summary>
/// <param name="Share">0 to 1.</param>
/// <param name="Measuring">The pattern that is measured; null at the end.</param>
/// <param name="Rows">Those that are done.</param>
internal sealed record PatternProgress(double Share, string? Measuring, IReadOnlyList<PatternResult> Rows);
