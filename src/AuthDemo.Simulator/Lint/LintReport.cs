using AuthDemo.Simulator.Orders;

namespace AuthDemo.Simulator.Lint;

/// <summary>What clients did wrong, with what the orders as they stand now say of it.</summary>
internal sealed class LintReport(OrderBook book, LintBook lint)
{
    public IReadOnlyList<LintFinding> Findings() => lint.Findings(
        book.Use((orders, now) => orders.Count(o => !o.IsPending && !o.Delivered && now >= o.FinalAt + OrderTimes.CollectGrace)));

    /// <summary>The report as lines for people.</summary>
    public IEnumerable<string> Lines() => Findings().Select(f =>
        $"{f.Severity,-8}{f.Rule} on {f.Operation}, {f.Count}×: {(f.Detail is null ? "" : $"{f.Detail}. ")}{f.Advice}");
}
