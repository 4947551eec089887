using System.Globalization;
using AuthDemo.PythonHost;
using AuthDemo.PythonHost.Configuration;

namespace AuthDemo.Web.Console.Runtime;

/// <summary>
/// Compares the patterns by running the same calls through each. The host in use is measured while it serves sign-ins; every other
/// pattern gets a temporary host.
/// </summary>
/// <param name="host">The host in use.</param>
/// <param name="status">Its status.</param>
/// <param name="createHost">Creates the temporary hosts.</param>
/// <param name="time">Measures the calls and paces the progress reports.</param>
internal sealed class PatternBenchmark(IPythonHost host, IPythonHostStatus status, PythonHostFactory createHost, TimeProvider time)
{
    /// <summary>The interval of progress reports.</summary>
    public static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>The patterns to measure, with the number of concurrent callers.</summary>
    private static readonly (PythonPattern Pattern, int Callers)[] s_plan =
    [
        (PythonPattern.PythonNet, 4), (PythonPattern.Interpreters, 4), (PythonPattern.Workers, 4), (PythonPattern.Http, 4), (PythonPattern.PerCall, 2),
    ];

    private int _running;

    /// <summary>Runs the benchmark; null if one is already running.</summary>
    /// <param name="onProgress">Called several times a second.</param>
    /// <param name="cancellation">Stops the benchmark, also in the middle of a pattern.</param>
    public async Task<IReadOnlyList<PatternResult>?> RunAsync(Func<PatternProgress, Task> onProgress, CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _running, 1) == 1)
            return null;
        try
        {
            var rows = new List<PatternResult>();
            foreach (var (pattern, callers) in s_plan)
            {
                var measurement = new PatternMeasurement(Code(pattern), callers, time);
                var measuring = MeasureAsync(measurement, pattern, cancellation);
                while (!measuring.IsCompleted)
                {
                    await onProgress(new((rows.Count + measurement.Share) / s_plan.Length, measurement.Pattern, [.. rows]));
                    await Task.WhenAny(measuring, Task.Delay(ReportInterval, time, CancellationToken.None));
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
        if (status.Status.Pattern == measurement.Pattern)
            return await measurement.RunAsync(host, isInUse: true, cancellation);
        if (IsInProcess(pattern) && IsInProcess(status.Status.Pattern))
            return PatternResult.Without(measurement.Pattern, isInUse: false, "one_of_the_two");
        await using var temporaryHost = createHost(pattern);
        var result = await measurement.RunAsync(temporaryHost, isInUse: false, cancellation);
        // The host disposes of its interpreters, but libpython stays loaded until the process ends.
        return IsInProcess(pattern) && result is { Remark: null } ? result with { Remark = "stays_loaded" } : result;
    }

    /// <summary>A process runs either of these two.</summary>
    private static bool IsInProcess(PythonPattern pattern) => pattern is PythonPattern.PythonNet or PythonPattern.Interpreters;

    private static bool IsInProcess(string code) => code is "pythonnet" or "interpreters";

    private static string Code(PythonPattern pattern) =>
        pattern == PythonPattern.PerCall ? "per_call" : pattern.ToString().ToLower(CultureInfo.InvariantCulture);
}

/// <summary>The progress of a benchmark.</summary>
/// <param name="Share">0 to 1.</param>
/// <param name="Measuring">The pattern being measured; null at the end.</param>
/// <param name="Rows">The results so far.</param>
internal sealed record PatternProgress(double Share, string? Measuring, IReadOnlyList<PatternResult> Rows);
