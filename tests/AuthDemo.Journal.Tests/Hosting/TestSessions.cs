using System.Text;
using AuthDemo.Journal.Protection;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Journaling;

namespace AuthDemo.Journal.Tests.Hosting;

/// <summary>Session records with typical values.</summary>
internal static class TestSessions
{
    public const string PersonalNumber = "199001012385";
    public const string Name = "Karin Östling-Åkerfalk";
    public const string Secret = "qr-start-secret-3c1f9a";
    public const string Ip = "198.51.100.77";

    public static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    public static readonly Identity Person = new(PersonalNumber, Name, "Karin", "Östling-Åkerfalk");

    public static SessionRecord Session(DateTimeOffset? at = null, Device device = Device.Other, string browser = "firefox") => new()
    {
        Id = SessionId.New(),
        OwnerHash = OwnerKey.New().Hash(),
        Intent = new AuthIntent
        {
            Flow = Flow.Auth,
            Device = device,
            Client = new ClientPlatform("windows", browser),
            EndUserIp = Ip,
            Web = new WebDevice("example.se", "Mozilla/5.0 (test)", "device-1"),
        },
        Version = 1,
        State = new AuthState.Starting(),
        ProtocolState = Encoding.UTF8.GetBytes($$"""{"v":1,"qrStartSecret":"{{Secret}}"}"""),
        Awaited = [1],
        StartedAt = at ?? Now,
        At = at ?? Now,
    };

    public static SessionEvent[] Started(this SessionRecord session) =>
        [new SessionEvent.Started(session.At, session.Intent.Flow, session.Intent.Device)];

    /// <summary>The session's next version in another state.</summary>
    public static SessionRecord Then(this SessionRecord session, AuthState state, TimeSpan? later = null) => session with
    {
        Version = session.Version + 1,
        State = state,
        At = session.At + (later ?? TimeSpan.FromSeconds(1)),
        Evidence = state is AuthState.Completed ? new Evidence($"<Signature/>{session.Id}", "b2NzcA==", Ip, "uhi", "2020-01-01", null, null) : null,
    };

    /// <summary>The event between two versions.</summary>
    public static SessionEvent[] EventsSince(this SessionRecord session, SessionRecord before) => session.State.IsFinal
        ? [new SessionEvent.Ended(session.At, session.State.Describe().Kind, null)]
        : [new SessionEvent.Moved(session.At, before.State.Describe().Kind, session.State.Describe().Kind, null)];

    public static AuthState Scan => new AuthState.AwaitingScan("bankid.qr", Now.AddSeconds(30), 0) { Message = "RFA1" };

    public static AuthState Completed => new AuthState.Completed(Person, []);

    public static AuthState Failed(string reason = "start_failed") => new AuthState.Failed(reason, true, "startFailed") { Message = "RFA17" };

    /// <summary>Appends a session's start and then each of the states.</summary>
    public static async Task<SessionRecord> AppendStatesAsync(this ISessionJournal journal, SessionRecord session, params AuthState[] states)
    {
        Assert.IsType<JournalWrite.Written>(await journal.AppendAsync(session, session.Started()));
        foreach (var state in states)
        {
            var next = session.Then(state);
            Assert.IsType<JournalWrite.Written>(await journal.AppendAsync(next, next.EventsSince(session)));
            session = next;
        }
        return session;
    }
}
