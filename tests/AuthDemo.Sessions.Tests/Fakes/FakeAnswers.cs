using System.Collections.Concurrent;
using AuthDemo.Sessions.Journaling;

namespace AuthDemo.Sessions.Tests.Fakes;

/// <summary>Answers kept in memory, as if on a disk: they outlive activations and hosts.</summary>
internal sealed class FakeAnswers : IKeptAnswers
{
    private readonly ConcurrentDictionary<SessionId, KeptAnswer> _kept = [];

    /// <summary>Called with each answer, before the one who brings it goes on.</summary>
    public Action<SessionId, KeptAnswer>? Keeping { get; set; }

    public KeptAnswer? this[SessionId session] => _kept.GetValueOrDefault(session);

    public void Keep(SessionId session, KeptAnswer answer)
    {
        Keeping?.Invoke(session, answer);
        _kept[session] = answer;
    }

    public Task<KeptAnswer?> FindAsync(SessionId session, CancellationToken cancellation = default) => Task.FromResult(this[session]);

    public void Forget(SessionId session) => _kept.TryRemove(session, out _);

    public IReadOnlyCollection<SessionId> Sessions() => [.. _kept.Keys];
}
