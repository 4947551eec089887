using System.Diagnostics.Metrics;

namespace AuthDemo.Journal.Writing;

/// <summary>The writer's metrics, under the meter <c>AuthDemo.Journal</c>.</summary>
internal sealed class JournalMetrics
{
    /// <summary>The meter's name.</summary>
    public const string Meter = "AuthDemo.Journal";

    private readonly Histogram<double> _commit;
    private readonly Histogram<int> _batch;
    private readonly Counter<long> _failures;
    private readonly UpDownCounter<int> _waiting;

    public JournalMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Meter);
        _commit = meter.CreateHistogram<double>("authdemo.journal.commit.duration", "s", "From taking a batch of writes to its commit.");
        _batch = meter.CreateHistogram<int>("authdemo.journal.commit.writes", "{write}", "Writes in one commit.");
        _failures = meter.CreateCounter<long>("authdemo.journal.failures", "{write}", "Writes that failed because the journal was unavailable.");
        _waiting = meter.CreateUpDownCounter<int>("authdemo.journal.queue.length", "{write}", "Writes that wait for a batch.");
    }

    public void Enqueued() => _waiting.Add(1);

    public void Dequeued(int writes) => _waiting.Add(-writes);

    public void Committed(TimeSpan elapsed, int writes)
    {
        _commit.Record(elapsed.TotalSeconds);
        _batch.Record(writes);
    }

    public void Failed(JournalFailure failure, int writes) =>
        _failures.Add(writes, new KeyValuePair<string, object?>("error.type", failure.Code()));
}
