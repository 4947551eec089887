using AuthDemo.Simulator.Orders;
using AuthDemo.Simulator.Time;

namespace AuthDemo.Simulator.Lint;

/// <summary>What the clients of one simulator did wrong, counted by rule, operation and detail. A detail names members and
/// sizes, never values.</summary>
internal sealed class LintBook(SimulatorClock clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Topic, Tally> _notes = [];

    public void Note(LintRule rule, string operation, string? detail = null)
    {
        lock (_lock)
            Add(_notes, new Topic(rule, operation, detail), 1);
    }

    /// <summary>An order whose result was there to be collected and was not.</summary>
    public void NoteIfNotCollected(Order order)
    {
        if (!order.IsPending && !order.Delivered)
            Note(LintRule.ResultNotCollected, "collect");
    }

    public void Clear()
    {
        lock (_lock)
            _notes.Clear();
    }

    /// <summary>Findings so far, the most severe first.</summary>
    /// <param name="uncollected">How many orders that are not forgotten yet have a result nobody collected.</param>
    public IReadOnlyList<LintFinding> Findings(int uncollected)
    {
        Dictionary<Topic, Tally> notes;
        lock (_lock)
            notes = new(_notes);
        if (uncollected > 0)
            Add(notes, new Topic(LintRule.ResultNotCollected, "collect", null), uncollected);
        return [.. notes.OrderBy(n => n.Key.Rule.Severity).ThenBy(n => n.Value.First).Select(n => new LintFinding(
            n.Key.Rule.Name, n.Key.Rule.Severity.ToString().ToLowerInvariant(), n.Key.Operation, n.Key.Detail, n.Key.Rule.Advice,
            n.Value.Count, n.Value.First, n.Value.Last))];
    }

    private void Add(Dictionary<Topic, Tally> notes, Topic topic, int count)
    {
        var now = clock.Now;
        notes[topic] = notes.TryGetValue(topic, out var tally)
            ? tally with { Count = tally.Count + count, Last = now }
            : new Tally(count, now, now);
    }

    private readonly record struct Topic(LintRule Rule, string Operation, string? Detail);

    private readonly record struct Tally(int Count, DateTimeOffset First, DateTimeOffset Last);
}

internal sealed record LintFinding(
    string Rule, string Severity, string Operation, string? Detail, string Advice, int Count, DateTimeOffset First, DateTimeOffset Last);
