using System.Diagnostics.Metrics;
using AuthDemo.Journal.Storage;

namespace AuthDemo.Journal.Writing;

/// <summary>What the writer measures, under the meter <c>AuthDemo.Journal</c>.</summary>
internal sealed class JournalMetrics
{
    /// <summary>The meter's name.</summary>
    public const string Meter = "AuthDemo.Journal";

    private readonly Histogram<double> _commit;
    private readonly Histogram<int> _group;
    private readonly Counter<long> _troubles;
    private readonly UpDownCounter<int> _waiting;

    public JournalMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Meter);
        _commit = meter.CreateHistogram<double>("authdemo.journal.commit.duration", "s", "From taking up a group to its commit.");
        _group = meter.CreateHistogram<int>("authdemo.journal.commit.writes", "{write}", "How many writes one commit held.");
        _troubles = meter.CreateCounter<long>("authdemo.journal.troubles", "{write}", "Writes answered with unavailable, by trouble.");
        _waiting = meter.CreateUpDownCounter<int>("authdemo.journal.queue.length", "{write}", "Writes that wait for their group.");
    }

    public void Enqueued() => _waiting.Add(1);

    public void Dequeued(int writes) => _waiting.Add(-writes);

    public void Committed(TimeSpan took, int writes)
    {
        _commit.Record(took.TotalSeconds);
        _group.Record(writes);
    }

    public void Refused(JournalTrouble trouble, int writes) =>
        _troubles.Add(writes, new KeyValuePair<string, object?>("trouble", trouble.Word()));
}
