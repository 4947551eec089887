using System.Globalization;
using System.Text;
using AuthDemo.PythonHost;

namespace AuthDemo.Web.Console.Runtime;

/// <summary>
/// Runs the same calls through each pattern and compares them. Each pattern but the one in use gets a host of its own, which is
/// stopped again; the one in use is measured as it is, between the calls of whoever signs in, so the numbers are of this machine as
/// it stands now.
/// </summary>
internal sealed class PatternRun(IServiceProvider services, IConfiguration configuration, IHostEnvironment host, TimeProvider time)
{
    private static readonly byte[] s_call = Encoding.UTF8.GetBytes("""{"op":"describe"}""");

    /// <summary>What a run measures: how many calls, how many of them at once.</summary>
    private static readonly (PythonPattern Pattern, int Calls, int AtOnce)[] Plan =
        [(PythonPattern.Embedded, 400, 4), (PythonPattern.Workers, 400, 4), (PythonPattern.Http, 200, 4), (PythonPattern.PerCall, 12, 2)];

    private int _running;

    /// <summary>Runs the comparison; null when one is running already, in this or another window.</summary>
    /// <param name="onProgress">Share done, 0 to 1, and the rows so far.</param>
    /// <param name="cancellation">Gives up between two patterns.</param>
    public async Task<IReadOnlyList<PatternRow>?> RunAsync(Func<double, IReadOnlyList<PatternRow>, Task> onProgress, CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _running, 1) == 1)
            return null;
        try
        {
            var rows = new List<PatternRow>();
            for (var i = 0; i < Plan.Length; i++)
            {
                await onProgress((double)i / Plan.Length, [.. rows]);
                rows.Add(await MeasureAsync(Plan[i].Pattern, Plan[i].Calls, Plan[i].AtOnce, cancellation));
            }

            await onProgress(1, rows);
            return rows;
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    private async Task<PatternRow> MeasureAsync(PythonPattern pattern, int calls, int atOnce, CancellationToken cancellation)
    {
        var word = pattern == PythonPattern.PerCall ? "per_call" : pattern.ToString().ToLower(CultureInfo.InvariantCulture);
        var inUse = services.GetService<IPythonHostStatus>()?.Status.Pattern == word;
        // Two embedded hosts in one process would be two owners of one interpreter.
        if (!inUse && pattern == PythonPattern.Embedded)
            return new(word, inUse, null, null, null, null, "embedded_elsewhere");

        await using var own = inUse ? null : OwnHost(pattern);
        var python = (own ?? services).GetRequiredService<IPythonHost>();
        var begun = time.GetTimestamp();
        if (await python.CallAsync(new("bankid.host_api.handle", s_call), cancellation) is not PythonReply.Returned)
            return new(word, inUse, null, null, null, null, "no_start");
        var start = time.GetElapsedTime(begun);

        var spans = new TimeSpan[calls];
        var failed = 0;
        begun = time.GetTimestamp();
        await Parallel.ForAsync(0, calls, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellation }, async (i, stop) =>
        {
            var at = time.GetTimestamp();
            if (await python.CallAsync(new("bankid.host_api.handle", s_call), stop) is not PythonReply.Returned)
                Interlocked.Increment(ref failed);
            spans[i] = time.GetElapsedTime(at);
        });
        var perSecond = calls / time.GetElapsedTime(begun).TotalSeconds;
        Array.Sort(spans);
        return new(word, inUse, inUse ? null : start, perSecond, spans[calls / 2], spans[(int)(calls * 0.99)], failed == 0 ? null : "failed_calls");
    }

    /// <summary>A host with everything but the pattern as configured.</summary>
    private ServiceProvider OwnHost(PythonPattern pattern)
    {
        var own = new ConfigurationBuilder().AddConfiguration(configuration)
            .AddInMemoryCollection([new("Python:Pattern", pattern.ToString())]).Build();
        var collection = new ServiceCollection();
        collection.AddSingleton(host);
        collection.AddSingleton(time);
        collection.AddLogging();
        collection.AddPythonHost(own);
        return collection.BuildServiceProvider();
    }
}

/// <summary>One pattern's figures.</summary>
/// <param name="Pattern"><c>embedded</c>, <c>workers</c>, <c>http</c>, <c>per_call</c>.</param>
/// <param name="IsInUse">It is the one that serves.</param>
/// <param name="Start">From nothing to the first reply; null for the one in use.</param>
/// <param name="CallsPerSecond">Null where it did not run.</param>
/// <param name="P50">Half the calls took no longer, waiting included.</param>
/// <param name="P99">All but one in a hundred.</param>
/// <param name="Remark">A word for why figures are missing or doubtful; null when all is well.</param>
internal sealed record PatternRow(
    string Pattern, bool IsInUse, TimeSpan? Start, double? CallsPerSecond, TimeSpan? P50, TimeSpan? P99, string? Remark);
