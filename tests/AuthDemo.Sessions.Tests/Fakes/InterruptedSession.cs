using System.Text;
using AuthDemo.Sessions.Journaling;

namespace AuthDemo.Sessions.Tests.Fakes;

/// <summary>A session in the journal as a node that is now gone left it.</summary>
internal sealed record LostSession(SessionId Id, OwnerKey Key, string Story)
{
    /// <param name="service">Whose journal.</param>
    /// <param name="at">Where it stood; searching for a BankID unless said otherwise.</param>
    /// <param name="version">Of the last write.</param>
    /// <param name="awaited">The request whose answer it awaited then, if any.</param>
    public static async Task<LostSession> PlantAsync(TestService service, AuthState? at = null, long version = 3, int? awaited = null)
    {
        var browser = new TestBrowser(service);
        var lost = new LostSession(SessionId.New(), browser.Key, browser.Story);
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

    /// <summary>A state of <see cref="FakePython"/>'s for it, with an order.</summary>
    public byte[] State(int effects, int? awaited) => Encoding.UTF8.GetBytes(
        $$"""{"story":"{{Story}}","secret":"x","effects":{{effects}},"awaited":{{(awaited is null ? "null" : $"{awaited}")}},"t0":1,"t1":1}""");
}
