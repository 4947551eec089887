using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;

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
        new AuthState.InProgress { Message = "RFA21", Hint = "newHint" },
        new AuthState.Renewing(1),
        new AuthState.Completed(Person, []),
        new AuthState.Cancelled(CancelledBy.App) { Message = "RFA6" },
        new AuthState.Failed("start_failed", true, "startFailed") { Message = "RFA17B" },
        new AuthState.Rejected("ip_mismatch") { Message = "rejected_ip_mismatch" },
        new AuthState.Unavailable("bankid", At, null) { Message = "RFA5" },
        new AuthState.Unrecognised("moonPhase", false),
    ];

    private static readonly IReadOnlyList<Device> s_both = [Device.Other, Device.Same];
    private static readonly IReadOnlyList<Device> s_one = [Device.Other];

    /// <summary>Ways in which a case looks or reads otherwise.</summary>
    private static readonly IReadOnlyList<(string Name, AuthState State)> s_ways =
    [
        ("Troubled", new AuthState.EnteringCode { Message = "RFA9", TroubledSince = At }),
        ("ByHand", new AuthState.AwaitingLaunch("https://app.bankid.com/?autostarttoken=t", false, At.AddSeconds(30), 0) { Message = "RFA13" }),
        ("Cancelled.Superseded", new AuthState.Cancelled(CancelledBy.Superseded) { Message = "superseded" }),
        ("Cancelled.Operator", new AuthState.Cancelled(CancelledBy.Operator) { Message = "cancelled_by_operator" }),
        ("Cancelled.Expired", new AuthState.Cancelled(CancelledBy.Expired) { Message = "session_expired" }),
        ("Failed.NoRetry", new AuthState.Failed("certificate_error", false, "certificateErr") { Message = "RFA16" }),
        ("Rejected.Risk", new AuthState.Rejected("risk") { Message = "rejected_risk" }),
        ("Rejected.Identity", new AuthState.Rejected("identity") { Message = "rejected_identity" }),
        ("Rejected.Session", new AuthState.Rejected("session") { Message = "rejected_session" }),
        ("Rejected.Signature", new AuthState.Rejected("signature") { Message = "rejected_signature" }),
        ("Ended", new AuthState.Unrecognised("moonPhase", true)),
    ];

    private static readonly AuthState s_warned = new AuthState.Completed(Person, ["ip_mismatch", "risk_moderate", "signature_ocsp_time"]);

    /// <summary>All pictures: every case of a sign-in, the ways in which cases differ, and each flow where it has words of its own.</summary>
    public static IReadOnlyList<StateSample> Shown { get; } =
    [
        .. All.Select(state => new StateSample(Name(state), state, Flow.Auth, s_both)),
        .. s_ways.Select(way => new StateSample(way.Name, way.State, Flow.Auth, s_one)),
        .. All.Where(state => HasOwnWords(state, Flow.Sign)).Select(state => new StateSample($"Sign.{Name(state)}", state, Flow.Sign, s_one)),
        new("Sign.Superseded", s_ways[2].State, Flow.Sign, s_one),
        new("Sign.Warned", s_warned, Flow.Sign, s_one),
        new("Sign.Ended", s_ways[^1].State, Flow.Sign, s_one),
        .. All.Where(state => HasOwnWords(state, Flow.Payment)).Select(state => new StateSample($"Payment.{Name(state)}", state, Flow.Payment, s_one)),
        new("Payment.Superseded", s_ways[2].State, Flow.Payment, s_one),
        new("Payment.Ended", s_ways[^1].State, Flow.Payment, s_one),
        .. All.Where(state => HasOwnWords(state, Flow.PhoneAuth)).Select(state => new StateSample($"Phone.{Name(state)}", state, Flow.PhoneAuth, s_one)),
        new("Phone.Declined", new AuthState.Failed("user_declined_call", true, "userDeclinedCall") { Message = "call_declined" }, Flow.PhoneAuth, s_one),
    ];

    /// <summary>The example's name in the gallery's addresses.</summary>
    public static string Name(AuthState state) => state.GetType().Name;

    /// <summary>The flow says it otherwise than a sign-in does, or it is where the flow's own way shows.</summary>
    public static bool HasOwnWords(AuthState state, Flow flow) =>
        state is AuthState.Completed or AuthState.Cancelled or AuthState.Failed or AuthState.Rejected or AuthState.Unavailable
        || (flow.IsStartedByOperator() && state is AuthState.WaitingForApp or AuthState.ConfirmingCall)
        || (!flow.IsStartedByOperator() && state is AuthState.EnteringCode);
}
