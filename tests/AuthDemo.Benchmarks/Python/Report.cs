using System.Globalization;
using System.Text;

namespace AuthDemo.Benchmarks.Python;

/// <summary>The figures of one run as Markdown, each the median of its rounds, compared with the design's targets.</summary>
internal sealed record Report(
    Version Python, BenchmarkOptions Options, IReadOnlyList<Pattern> Patterns, IReadOnlyList<Round> Rounds, MemoryFigures? Memory)
{
    public Figures Loop => Figures.Median([.. Rounds.Select(round => round.Loop)]);

    public Figures TwoLoops => Figures.Median([.. Rounds.Select(round => round.TwoLoops)]);

    public IReadOnlyList<Figures> LoadOf(Pattern pattern) => Medians([.. Of(pattern).Select(m => m.Load)]);

    public string Markdown()
    {
        var text = new StringBuilder();
        Line(text, $"# Python hosting, measured");
        Line(text, $"");
        Line(text, $"`dotnet run -c Release --project tests/AuthDemo.Benchmarks -- python --seconds {Options.Seconds} --rounds {Options.Rounds}`, Python {Python}, .NET {Environment.Version}, {Environment.ProcessorCount} cores, {DateTime.UtcNow:yyyy-MM-dd}.");
        Line(text, $"The call is `bankid.host_api.handle` with `advance` while the QR code is shown ({BenchmarkOptions.Advance.Length} bytes of JSON in). Closed loop; times in µs; p50 / p99.");
        Line(text, $"Each figure is the median of {Options.Rounds} rounds; a round measures everything for {Options.Seconds} s, one after the other, each pattern in a fresh process.");
        LoadTable(text);
        BehaviourTable(text);
        TargetTable(text);
        Line(text, $"");
        Line(text, $"![Calls per second](python-hosting-figures.svg)");
        return text.ToString();
    }

    private void LoadTable(StringBuilder text)
    {
        Line(text, $"");
        Line(text, $"| | 1 caller: calls/s | p50 / p99 | CPU per call | 32 callers: calls/s | p50 / p99 | CPU per call | of which the host | 512 callers: calls/s | p50 / p99 |");
        Line(text, $"|---|---|---|---|---|---|---|---|---|---|");
        Line(text, $"| baseline: plain Python loop | {Loop.CallsPerSecond:N0} | {Times(Loop)} | {Loop.CpuPerCall:N1} | | | | | | |");
        Line(text, $"| baseline: two plain loops in parallel | {TwoLoops.CallsPerSecond:N0} | {Times(TwoLoops)} | {TwoLoops.CpuPerCall:N1} | | | | | | |");
        Row(text, "baseline: the queue alone", Medians([.. Rounds.Select(round => round.Hop)]));
        foreach (var pattern in Patterns)
            Row(text, pattern.Title, LoadOf(pattern));
    }

    private void BehaviourTable(StringBuilder text)
    {
        Line(text, $"");
        Line(text, $"| | start to first reply, ms | memory, MB | reply to a call that sleeps forever after, ms | to one that spins | longest other call while one sleeps (without), ms | while one spins (without) | a call that aborts |");
        Line(text, $"|---|---|---|---|---|---|---|---|");
        foreach (var pattern in Patterns)
        {
            Measurement[] all = [.. Of(pattern)];
            var (sleeps, spins) = (all.Select(m => m.Sleeps), all.Select(m => m.Spins).OfType<HangFigures>().ToArray());
            Line(text, $"| {pattern.Title} | {all.Median(m => m.StartMs):N0} | {all.Median(m => m.Megabytes):N0} | {Answered(sleeps)} | {Answered(spins)} | {Others(sleeps)} | {Others(spins)} | {all[0].OnCrash} |");
        }
        Line(text, $"");
        Line(text, $"Memory is that of the host and all its processes (shared pages count in each); the .NET runtime alone is about 60 MB of it. A call");
        Line(text, $"that never returns has a budget of {HangMeasurement.Budget.TotalMilliseconds} ms; the other calls are those of 8 callers (PerCall: 1). \"Without\" one that spins an");
        Line(text, $"unrelated process burns a core instead. With one interpreter all other calls wait for it: it is interrupted or replaced.");
    }

    private void TargetTable(StringBuilder text)
    {
        Target[] targets = [.. Targets.Of(Rounds, Memory)];
        if (targets.Length == 0)
            return;
        Line(text, $"");
        Line(text, $"| target | limit | measured: median (min – max) | verdict |");
        Line(text, $"|---|---|---|---|");
        foreach (var target in targets)
            Line(text, $"| {target.What} | {target.Limit} | {target.Here} | {target.Verdict} |");
    }

    private IEnumerable<Measurement> Of(Pattern pattern) => Rounds.Select(round => round.Find(pattern.Name)!);

    private static Figures[] Medians(IReadOnlyList<Figures[]> rounds) =>
        [.. Enumerable.Range(0, rounds[0].Length).Select(cell => Figures.Median([.. rounds.Select(load => load[cell])]))];

    private static string Answered(IEnumerable<HangFigures> hangs) => Text(hangs.SelectMany(hang => hang.Answered), all => $"{all.Median(ms => ms):N0}");

    private static string Others(IEnumerable<HangFigures> hangs) => Text(hangs.ToArray(), all =>
        $"{all.SelectMany(hang => hang.Others).Median(ms => ms):N1} ({all.SelectMany(hang => hang.OthersWithout).Median(ms => ms):N1})");

    private static string Text<T>(IEnumerable<T> all, Func<T[], FormattableString> text)
    {
        T[] those = [.. all];
        return those.Length == 0 ? "–" : text(those).ToString(CultureInfo.InvariantCulture);
    }

    private static void Row(StringBuilder text, string name, IReadOnlyList<Figures> load)
    {
        var many = load.Count > 2 ? load[2] : null;
        Line(text, $"| {name} | {load[0].CallsPerSecond:N0} | {Times(load[0])} | {load[0].CpuPerCall:N1} | {load[1].CallsPerSecond:N0} | {Times(load[1])} | {load[1].CpuPerCall:N1} | {load[1].HostCpuPerCall:N1} | {many?.CallsPerSecond:N0} | {(many is null ? "" : Times(many))} |");
    }

    private static string Times(Figures figures) => string.Create(CultureInfo.InvariantCulture, $"{figures.P50:N1} / {figures.P99:N1}");

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
