using System.Collections.Concurrent;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Journaling;

namespace AuthDemo.Flows.Tests.Arrange;

/// <summary>The journal in memory; passes every written record to the observers of its session.</summary>
internal sealed class ObservedJournal(MemoryJournal inner) : ISessionJournal
{
    private readonly ConcurrentDictionary<SessionId, ConcurrentQueue<Action<SessionRecord>>> _observers = [];

    /// <summary>Observes a session: its latest record first, then each that is written.</summary>
    public async Task ObserveAsync(SessionId id, Action<SessionRecord> onRecord)
    {
        _observers.GetOrAdd(id, _ => []).Enqueue(onRecord);
        onRecord(Assert.IsType<JournalRead.Found>(await inner.FindAsync(id)).Session);
    }

    public async Task<JournalWrite> AppendAsync(SessionRecord session, IReadOnlyList<SessionEvent> happened, CancellationToken cancellation = default)
    {
        var write = await inner.AppendAsync(session, happened, cancellation);
        foreach (var observe in _observers.GetValueOrDefault(session.Id) ?? [])
            observe(session);
        return write;
    }

    public Task<JournalRunning> RunningAsync(CancellationToken cancellation = default) => inner.RunningAsync(cancellation);

    public Task<JournalRead> FindAsync(SessionId id, CancellationToken cancellation = default) => inner.FindAsync(id, cancellation);

    public Task<JournalRead> FindLatestAsync(string ownerHash, CancellationToken cancellation = default) => inner.FindLatestAsync(ownerHash, cancellation);
}
