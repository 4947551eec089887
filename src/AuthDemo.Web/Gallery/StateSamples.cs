using AuthDemo.Sessions;

namespace AuthDemo.Web.Gallery;

/// <summary>One example of every state, as the protocol module would have it: what the gallery draws and the tests walk.</summary>
internal static class StateSamples
{
    /// <summary>An instant for all of them.</summary>
    public static readonly DateTimeOffset At = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The first official vector of the animated QR code (guide §1.7).</summary>
    public const string QrContent =
        "bankid.67df3917-fa0d-44e5-b327-edcc928297f8.0.dc69358e712458a66a7525beef148ae8526b1c71610eff2c16cdffb4cdac9bf8";

    /// <summary>A person who does not exist.</summary>
    public static readonly Identity Person = new("191212121212", "Tolvan Tolvansson", "Tolvan", "Tolvansson");

    /// <summary>One of each case, in the order of a sign-in.</summary>
    public static readonly IReadOnlyList<AuthState> All =
    [
        new AuthState.Starting(),
        new AuthState.AwaitingScan(QrContent, At.AddSeconds(22.4), 0) { Message = "RFA1" },
        new AuthState.AwaitingLaunch("bankid:///?autostarttoken=t&redirect=null", true, At.AddSeconds(30), 0) { Message = "RFA13" },
        new AuthState.WaitingForApp { Message = "RFA1" },
        new AuthState.Searching { Message = "RFA15A" },
        new AuthState.ReadingDocument { Message = "RFA23" },
        new AuthState.ConfirmingCall { Message = "confirm_call" },
        new AuthState.EnteringCode { Message = "RFA9" },
        new AuthState.Processing { Message = "processing" },
        new AuthState.InProgress("newHint") { Message = "RFA21" },
        new AuthState.Renewing(1),
        new AuthState.Completed(Person, []),
        new AuthState.Cancelled(CancelledBy.App) { Message = "RFA6" },
        new AuthState.Failed("start_failed", true, "startFailed") { Message = "RFA17B" },
        new AuthState.Rejected("ip_mismatch") { Message = "rejected_ip_mismatch" },
        new AuthState.Unavailable("bankid", At, null) { Message = "RFA5" },
        new AuthState.Unrecognised("moonPhase", false),
    ];

    /// <summary>The example's name in the gallery's addresses.</summary>
    public static string Name(AuthState state) => state.GetType().Name;

    /// <summary>The example on a computer with the app elsewhere, or on a phone with the app on it.</summary>
    public static AuthSnapshot Snapshot(AuthState state, Device device) => new(
        SessionId.New(), 1, Flow.Auth, device,
        device == Device.Same ? new ClientPlatform("ios", "safari") : new ClientPlatform("windows", "chrome"), state, At);
}
