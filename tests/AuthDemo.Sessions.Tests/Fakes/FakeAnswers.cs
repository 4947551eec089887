using System.Collections.Concurrent;
using AuthDemo.Sessions.Journaling;

namespace AuthDemo.Sessions.Tests.Fakes;

/// <summary>Answers kept in memory, as if on a disk: they outlive activations and hosts.</summary>
internal sealed class FakeAnswers : IResponseStore
{
    private readonly ConcurrentDictionary<SessionId, StoredResponse> _kept = [];

    /// <summary>Called with each answer, before the one who brings it goes on.</summary>
    public Action<SessionId, StoredResponse>? Keeping { get; set; }

    public StoredResponse? this[SessionId session] => _kept.GetValueOrDefault(session);

    public void Keep(SessionId session, StoredResponse answer)
    {
        Keeping?.Invoke(session, answer);
        _kept[session] = answer;
    }

    public Task<StoredResponse?> FindAsync(SessionId session, CancellationToken cancellation = default) => Task.FromResult(this[session]);

    public void Forget(SessionId session) => _kept.TryRemove(session, out _);

    public IReadOnlyCollection<SessionId> Sessions() => [.. _kept.Keys];
}
