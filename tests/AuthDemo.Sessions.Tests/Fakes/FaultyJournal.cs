using AuthDemo.Sessions.Journaling;

namespace AuthDemo.Sessions.Tests.Fakes;

/// <summary>The in-memory journal with faults that a test sets.</summary>
internal sealed class FaultyJournal(MemoryJournal inner) : ISessionJournal
{
    /// <summary>The result of every write while it is set.</summary>
    public JournalWrite? WriteFault { get; set; }

    public JournalRead? ReadFault { get; set; }

    /// <summary>Called before each write.</summary>
    public Action<SessionRecord>? Writing { get; set; }

    public Task<JournalWrite> AppendAsync(SessionRecord session, IReadOnlyList<SessionEvent> happened, CancellationToken cancellation = default)
    {
        Writing?.Invoke(session);
        return WriteFault is { } fault ? Task.FromResult(fault) : inner.AppendAsync(session, happened, cancellation);
    }

    public Task<JournalRead> FindAsync(SessionId id, CancellationToken cancellation = default) =>
        ReadFault is { } fault ? Task.FromResult(fault) : inner.FindAsync(id, cancellation);

    public Task<JournalRead> FindLatestAsync(string ownerHash, CancellationToken cancellation = default) =>
        ReadFault is { } fault ? Task.FromResult(fault) : inner.FindLatestAsync(ownerHash, cancellation);

    public Task<JournalRunning> RunningAsync(CancellationToken cancellation = default) => inner.RunningAsync(cancellation);

    public IReadOnlyList<SessionEvent> Events(SessionId id) => inner.Events(id);

    public async Task<SessionRecord> RecordAsync(SessionId id) => Assert.IsType<JournalRead.Found>(await inner.FindAsync(id)).Session;
}
