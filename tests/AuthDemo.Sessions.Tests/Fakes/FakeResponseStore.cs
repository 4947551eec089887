using System.Collections.Concurrent;
using AuthDemo.Sessions.Journaling;

namespace AuthDemo.Sessions.Tests.Fakes;

/// <summary>Responses in memory that, as on a disk, survive activations and hosts.</summary>
internal sealed class FakeResponseStore : IResponseStore
{
    private readonly ConcurrentDictionary<SessionId, StoredResponse> _stored = [];

    /// <summary>Called with each response, before it is stored.</summary>
    public Action<SessionId, StoredResponse>? Storing { get; set; }

    public StoredResponse? this[SessionId session] => _stored.GetValueOrDefault(session);

    public void Store(SessionId session, StoredResponse response)
    {
        Storing?.Invoke(session, response);
        _stored[session] = response;
    }

    public Task<StoredResponse?> FindAsync(SessionId session, CancellationToken cancellation = default) => Task.FromResult(this[session]);

    public void Remove(SessionId session) => _stored.TryRemove(session, out _);

    public IReadOnlyCollection<SessionId> Sessions() => [.. _stored.Keys];
}
