using System.Globalization;

namespace AuthDemo.Benchmarks.Python;

/// <summary>One target of the design: the limit, the measured values, and whether their median is within the limit.</summary>
internal sealed record Target(string What, string Limit, string Here, bool? Met)
{
    public string Verdict => Met switch { true => "met", false => "**missed**", null => "not measured" };
}

/// <summary>The targets of Python hosting on two cores with Python 3.12 or newer.</summary>
internal static class Targets
{
    /// <summary>A scheduling quantum of Linux, 3 to 4 ms.</summary>
    private const double Quantum = 4;

    private const double GraceMs = 300;
    private const double MarginMs = 100;

    public static IEnumerable<Target> Of(IReadOnlyList<Round> rounds, MemoryFigures? memory)
    {
        if (rounds[0].Find("interpreters-2") is null)
            yield break;
        yield return AtMost("Interpreters, 2, 32 callers: CPU per call ÷ plain loop", 1.25, rounds.Select(r => At32(r, "interpreters-2").CpuPerCall / r.Loop.CpuPerCall));
        yield return AtLeast("… throughput ÷ 1 interpreter", 1.6, rounds.Select(r => At32(r, "interpreters-2").CallsPerSecond / At32(r, "interpreters-1").CallsPerSecond));
        yield return AtLeast("… throughput ÷ two plain loops in parallel", 0.8, rounds.Select(r => At32(r, "interpreters-2").CallsPerSecond / r.TwoLoops.CallsPerSecond));
        yield return AtMost("Interpreters, 2, 1 caller: p50 − plain loop, µs", 10, rounds.Select(r => r.Find("interpreters-2")!.Load[0].P50 - r.Loop.P50));
        yield return AtLeast("Workers, 2 processes, 32 callers: throughput ÷ 2 interpreters", 0.6, rounds.Select(r => At32(r, "workers-2").CallsPerSecond / At32(r, "interpreters-2").CallsPerSecond));
        foreach (var target in OfMemory(memory))
            yield return target;
        foreach (var name in (string[])["interpreters-2", "workers-2"])
        {
            var title = Pattern.All.Single(pattern => pattern.Name == name).Title;
            yield return Delay($"{title}: longest other call while one sleeps forever − without, ms", rounds.Select(r => r.Find(name)!.Sleeps));
            yield return Delay($"{title}: the same while one spins, ms", rounds.Select(r => r.Find(name)!.Spins!));
            yield return AtMost($"{title}: the hung caller gets its reply after its deadline, ms", GraceMs + MarginMs, rounds.Select(r =>
                r.Find(name)!.Sleeps.Answered.Concat(r.Find(name)!.Spins!.Answered).Max() - HangMeasurement.Budget.TotalMilliseconds));
        }
    }

    private static IEnumerable<Target> OfMemory(MemoryFigures? memory)
    {
        var limit = string.Create(CultureInfo.InvariantCulture, $"± {MemoryFigures.Allowed:N0}");
        yield return new(Text($"Interpreters: memory after {memory?.Calls ?? 5_000_000:N0} calls that advance, MB"), limit, Text($"{memory?.Advance:+0.0;−0.0;0.0}"), memory?.AdvanceFlat);
        yield return new(Text($"Interpreters: memory after {memory?.Raising ?? 1_000_000:N0} calls that raise, MB"), limit, Text($"{memory?.Raise:+0.0;−0.0;0.0}"), memory?.RaiseFlat);
    }

    /// <summary>Compares the medians over all windows of all rounds, because the longest call of a window varies much.</summary>
    private static Target Delay(string what, IEnumerable<HangFigures> hangs)
    {
        HangFigures[] all = [.. hangs];
        var with = all.SelectMany(hang => hang.Others).Median(ms => ms);
        var without = all.SelectMany(hang => hang.OthersWithout).Median(ms => ms);
        return new(what, Text($"≤ {Quantum:N0} (a quantum)"), Text($"{with - without:N1} ({with:N1} − {without:N1})"), with - without <= Quantum);
    }

    private static Target AtMost(string what, double limit, IEnumerable<double> rounds) => Make(what, "≤", limit, [.. rounds], here => here <= limit);

    private static Target AtLeast(string what, double limit, IEnumerable<double> rounds) => Make(what, "≥", limit, [.. rounds], here => here >= limit);

    private static Target Make(string what, string sign, double limit, double[] rounds, Func<double, bool> isMet)
    {
        var here = rounds.Median(value => value);
        return new(what, Text($"{sign} {limit}"), Text($"{here:N2} ({rounds.Min():N2} – {rounds.Max():N2})"), isMet(here));
    }

    private static Figures At32(Round round, string name) => round.Find(name)!.Load[1];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
