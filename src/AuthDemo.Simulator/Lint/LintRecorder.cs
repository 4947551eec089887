using AuthDemo.Simulator.Orders;
using AuthDemo.Simulator.Time;

namespace AuthDemo.Simulator.Lint;

/// <summary>Counts the mistakes of one simulator's clients by rule, operation and detail. A detail names members and sizes, never
/// values.</summary>
internal sealed class LintRecorder(SimulatorClock clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<FindingKey, Occurrences> _findings = [];

    public void Record(LintRule rule, string operation, string? detail = null)
    {
        lock (_lock)
            Add(_findings, new FindingKey(rule, operation, detail), 1);
    }

    /// <summary>Records an order whose result could be collected and was not.</summary>
    public void RecordIfNotCollected(Order order)
    {
        if (!order.IsPending && !order.Delivered)
            Record(LintRule.ResultNotCollected, "collect");
    }

    public void Clear()
    {
        lock (_lock)
            _findings.Clear();
    }

    /// <summary>Findings so far, the most severe first.</summary>
    /// <param name="uncollected">Number of orders in the store whose result nobody collected.</param>
    public IReadOnlyList<LintFinding> Findings(int uncollected)
    {
        Dictionary<FindingKey, Occurrences> findings;
        lock (_lock)
            findings = new(_findings);
        if (uncollected > 0)
            Add(findings, new FindingKey(LintRule.ResultNotCollected, "collect", null), uncollected);
        return
        [
            .. findings.OrderBy(f => f.Key.Rule.Severity).ThenBy(f => f.Value.First).Select(f => new LintFinding
            {
                Rule = f.Key.Rule.Name,
                Severity = f.Key.Rule.Severity.ToString().ToLowerInvariant(),
                Operation = f.Key.Operation,
                Detail = f.Key.Detail,
                Advice = f.Key.Rule.Advice,
                Count = f.Value.Count,
                First = f.Value.First,
                Last = f.Value.Last,
            }),
        ];
    }

    private void Add(Dictionary<FindingKey, Occurrences> findings, FindingKey key, int count)
    {
        var now = clock.Now;
        findings[key] = findings.TryGetValue(key, out var earlier)
            ? earlier with { Count = earlier.Count + count, Last = now }
            : new Occurrences(count, now, now);
    }

    private readonly record struct FindingKey(LintRule Rule, string Operation, string? Detail);

    private readonly record struct Occurrences(int Count, DateTimeOffset First, DateTimeOffset Last);
}
