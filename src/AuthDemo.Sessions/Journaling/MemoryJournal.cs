using Microsoft.Extensions.Options;

namespace AuthDemo.Sessions.Journaling;

/// <summary>
/// The journal of a service whose sessions are lost at a restart. Ended sessions can be read for <c>Sessions:FinalReadable</c>,
/// running ones for <c>Sessions:TotalTime</c> longer.
/// </summary>
public sealed class MemoryJournal(IOptions<SessionsOptions> options, TimeProvider time) : ISessionJournal
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SessionId, Entry> _sessions = [];
    private readonly Dictionary<string, SessionId> _latest = [];
    private readonly Dictionary<string, SessionId> _proofs = [];
    private readonly PriorityQueue<SessionId, DateTimeOffset> _expiry = new();

    /// <inheritdoc/>
    public Task<JournalWrite> AppendAsync(
        SessionRecord session, IReadOnlyList<SessionEvent> happened, CancellationToken cancellation = default)
    {
        lock (_lock)
        {
            Forget();
            var before = _sessions.GetValueOrDefault(session.Id);
            if (before?.Session.Version >= session.Version)
                return Task.FromResult<JournalWrite>(IsRepeat(before.Session, session) ? new JournalWrite.Written() : new JournalWrite.Outdated());
            if (session.Proof is { } proof && !(_proofs.TryAdd(proof, session.Id) || _proofs[proof] == session.Id))
                return Task.FromResult<JournalWrite>(new JournalWrite.ProofUsed());
            if (before is null)
                _latest[session.OwnerHash] = session.Id;
            var until = time.GetUtcNow() + Retention(session);
            _sessions[session.Id] = new Entry(session, [.. before?.Events ?? [], .. happened], until);
            _expiry.Enqueue(session.Id, until);
            return Task.FromResult<JournalWrite>(new JournalWrite.Written());
        }
    }

    /// <inheritdoc/>
    public Task<JournalRunning> RunningAsync(CancellationToken cancellation = default)
    {
        lock (_lock)
        {
            Forget();
            return Task.FromResult<JournalRunning>(new JournalRunning.Found(
                [.. _sessions.Values.Where(entry => !entry.Session.State.IsFinal).Select(entry => entry.Session.Id)]));
        }
    }

    /// <inheritdoc/>
    public Task<JournalRead> FindAsync(SessionId id, CancellationToken cancellation = default)
    {
        lock (_lock)
        {
            Forget();
            return Task.FromResult(Find(id));
        }
    }

    /// <inheritdoc/>
    public Task<JournalRead> FindLatestAsync(string ownerHash, CancellationToken cancellation = default)
    {
        lock (_lock)
        {
            Forget();
            return Task.FromResult(_latest.TryGetValue(ownerHash, out var id) ? Find(id) : new JournalRead.NotFound());
        }
    }

    /// <summary>The events of a session, oldest first.</summary>
    public IReadOnlyList<SessionEvent> Events(SessionId id)
    {
        lock (_lock)
            return _sessions.GetValueOrDefault(id)?.Events ?? [];
    }

    private JournalRead Find(SessionId id) =>
        _sessions.TryGetValue(id, out var entry) ? new JournalRead.Found(entry.Session) : new JournalRead.NotFound();

    private static bool IsRepeat(SessionRecord written, SessionRecord again) =>
        written.Version == again.Version && written.At == again.At && written.State == again.State
        && written.SignedInAt == again.SignedInAt;

    private TimeSpan Retention(SessionRecord session) =>
        session.State.IsFinal ? options.Value.FinalReadable : options.Value.FinalReadable + options.Value.TotalTime;

    private void Forget()
    {
        var now = time.GetUtcNow();
        while (_expiry.TryPeek(out var id, out var until) && until <= now)
        {
            _expiry.Dequeue();
            // A record that was written again expires later and has a second entry in the queue.
            if (!_sessions.TryGetValue(id, out var entry) || entry.Until > now)
                continue;
            _sessions.Remove(id);
            if (entry.Session.Proof is { } proof)
                _proofs.Remove(proof);
            if (_latest.GetValueOrDefault(entry.Session.OwnerHash) == id)
                _latest.Remove(entry.Session.OwnerHash);
        }
    }

    private sealed record Entry(SessionRecord Session, IReadOnlyList<SessionEvent> Events, DateTimeOffset Until);
}
