using AuthDemo.Simulator.Orders;

namespace AuthDemo.Simulator.Lint;

/// <summary>The findings so far, including results that nobody has collected yet.</summary>
internal sealed class LintReport(OrderStore store, LintRecorder lint)
{
    public IReadOnlyList<LintFinding> Findings() => lint.Findings(
        store.Use((orders, now) => orders.Count(o => !o.IsPending && !o.Delivered && now >= o.FinalAt + OrderTimes.CollectGrace)));

    /// <summary>The report as text.</summary>
    public IEnumerable<string> Lines() => Findings().Select(f =>
        $"{f.Severity,-8}{f.Rule} on {f.Operation}, {f.Count}×: {(f.Detail is null ? "" : $"{f.Detail}. ")}{f.Advice}");
}
