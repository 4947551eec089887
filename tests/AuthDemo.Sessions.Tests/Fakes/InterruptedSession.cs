using System.Text;
using AuthDemo.Sessions.Journaling;

namespace AuthDemo.Sessions.Tests.Fakes;

/// <summary>A running session in the journal whose node is lost.</summary>
internal sealed record InterruptedSession(SessionId Id, OwnerKey Key, string Tag)
{
    /// <param name="service">The service with the journal.</param>
    /// <param name="at">The state; <see cref="AuthState.Searching"/> by default.</param>
    /// <param name="version">The version of the last write.</param>
    /// <param name="awaited">The request whose response it awaited, if any.</param>
    public static async Task<InterruptedSession> CreateAsync(TestService service, AuthState? at = null, long version = 3, int? awaited = null)
    {
        var browser = new TestBrowser(service);
        var lost = new InterruptedSession(SessionId.New(), browser.Key, browser.Tag);
        var now = service.Clock.GetUtcNow();
        Assert.IsType<JournalWrite.Written>(await service.Journal.AppendAsync(
            new SessionRecord
            {
                Id = lost.Id, OwnerHash = browser.Key.Hash(), Intent = browser.Intent, Version = version, State = at ?? new AuthState.Searching(),
                ProtocolState = lost.State(effects: 1, awaited), Awaited = awaited is { } effect ? [effect] : [], StartedAt = now, At = now,
            },
            [new SessionEvent.Started(now, Flow.Auth, Device.Other)]));
        return lost;
    }

    /// <summary>Its protocol state for <see cref="FakePython"/>, with an order.</summary>
    public byte[] State(int effects, int? awaited) => Encoding.UTF8.GetBytes(
        $$"""{"tag":"{{Tag}}","secret":"x","effects":{{effects}},"awaited":{{(awaited is null ? "null" : $"{awaited}")}},"t0":1,"t1":1}""");
}
