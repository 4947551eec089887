using System.Globalization;
using System.Text;

namespace AuthDemo.Benchmarks.Python;

/// <summary>The figures of one run as Markdown, with the ratios that the design promises.</summary>
internal sealed record Report(Version Python, Figures Loop, Figures TwoLoops, Figures LoopAfter, IReadOnlyList<Figures> Hop, IReadOnlyList<Measurement> Patterns)
{
    public string Markdown()
    {
        var text = new StringBuilder();
        Line(text, $"# Python hosting, measured");
        Line(text, $"");
        Line(text, $"`dotnet run -c Release --project tests/AuthDemo.Benchmarks -- python`, Python {Python}, .NET {Environment.Version}, {Environment.ProcessorCount} cores, {DateTime.UtcNow:yyyy-MM-dd}.");
        Line(text, $"The call is `bankid.host_api.handle` with `advance` while the QR code is shown ({BenchmarkOptions.Advance.Length} bytes of JSON in). Closed loop; times in µs; p50 / p99.");
        Line(text, $"");
        Line(text, $"| | 1 caller: calls/s | p50 / p99 | 32 callers: calls/s | p50 / p99 | CPU per call | 512 callers: calls/s | p50 / p99 |");
        Line(text, $"|---|---|---|---|---|---|---|---|");
        Line(text, $"| floor: plain Python loop | {Loop.CallsPerSecond:N0} | {Times(Loop)} | | | {Loop.CpuPerCall:N1} | | |");
        Line(text, $"| floor: the same at the end of the run | {LoopAfter.CallsPerSecond:N0} | {Times(LoopAfter)} | | | {LoopAfter.CpuPerCall:N1} | | |");
        Line(text, $"| floor: two plain loops side by side | {TwoLoops.CallsPerSecond:N0} | {Times(TwoLoops)} | | | {TwoLoops.CpuPerCall:N1} | | |");
        Row(text, "floor: the queue hop alone", Hop);
        foreach (var pattern in Patterns) Row(text, pattern.Pattern, pattern.Load);
        Line(text, $"");
        Line(text, $"| | start to first reply, ms | memory, MB | a call that never returns (500 ms budget) is answered after, ms | longest other call meanwhile, ms | a call that aborts |");
        Line(text, $"|---|---|---|---|---|---|");
        foreach (var p in Patterns)
            Line(text, $"| {p.Pattern} | {p.StartMs:N0} | {p.Megabytes:N0} | {p.OnHang:N0} | {p.OthersDuringHang:N1} | {p.OnCrash} |");
        Line(text, $"");
        Line(text, $"Memory is that of the host and all its processes (shared pages counted in each); the .NET runtime alone is about 60 MB of it.");
        Targets(text);
        Line(text, $"");
        Line(text, $"![Calls per second](python-hosting-figures.svg)");
        return text.ToString();
    }

    public Measurement? Find(string start) => Patterns.FirstOrDefault(p => p.Pattern.StartsWith(start, StringComparison.Ordinal));

    private void Targets(StringBuilder text)
    {
        if (Find("Embedded, 2") is not { } two || Find("Embedded, 1") is not { } one || Find("Workers") is not { } workers) return;
        Line(text, $"");
        Line(text, $"| what it must reach | limit | here |");
        Line(text, $"|---|---|---|");
        Target(text, "CPU per call, 2 interpreters, 32 callers ÷ plain loop", "≤ 1.25", two.Load[1].CpuPerCall / Loop.CpuPerCall);
        Target(text, "throughput at 32 callers, 2 interpreters ÷ 1", "≥ 1.6", two.Load[1].CallsPerSecond / one.Load[1].CallsPerSecond);
        Target(text, "throughput at 32 callers, 2 interpreters ÷ two plain loops", "≥ 0.8", two.Load[1].CallsPerSecond / TwoLoops.CallsPerSecond);
        Target(text, "p50 of one caller, 2 interpreters − plain loop, µs", "≤ 10", two.Load[0].P50 - Loop.P50);
        Target(text, "throughput at 32 callers, 2 workers ÷ 2 interpreters", "≥ 0.6", workers.Load[1].CallsPerSecond / two.Load[1].CallsPerSecond);
    }

    private static void Target(StringBuilder text, string what, string limit, double here) => Line(text, $"| {what} | {limit} | {here:N2} |");

    private static void Row(StringBuilder text, string name, IReadOnlyList<Figures> load)
    {
        var many = load.Count > 2 ? load[2] : null;
        Line(text, $"| {name} | {load[0].CallsPerSecond:N0} | {Times(load[0])} | {load[1].CallsPerSecond:N0} | {Times(load[1])} | {load[1].CpuPerCall:N1} | {many?.CallsPerSecond:N0} | {(many is null ? "" : Times(many))} |");
    }

    private static string Times(Figures figures) => string.Create(CultureInfo.InvariantCulture, $"{figures.P50:N1} / {figures.P99:N1}");

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
