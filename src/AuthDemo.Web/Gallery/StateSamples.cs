using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;

namespace AuthDemo.Web.Gallery;

/// <summary>One sample of every state, as the protocol module returns it, for the gallery and the tests.</summary>
internal static class StateSamples
{
    /// <summary>The time of all samples.</summary>
    public static readonly DateTimeOffset At = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The first official test vector of the animated QR code (guide §1.7).</summary>
    public const string QrContent =
        "bankid.67df3917-fa0d-44e5-b327-edcc928297f8.0.dc69358e712458a66a7525beef148ae8526b1c71610eff2c16cdffb4cdac9bf8";

    /// <summary>A fictitious person.</summary>
    public static readonly Identity Person = new("191212121212", "Tolvan Tolvansson", "Tolvan", "Tolvansson");

    /// <summary>One of each state, in the order of a sign-in.</summary>
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

    private static readonly IReadOnlyList<Device> s_bothDevices = [Device.Other, Device.Same];
    private static readonly IReadOnlyList<Device> s_oneDevice = [Device.Other];

    /// <summary>Variants of states that have a different picture or text.</summary>
    private static readonly IReadOnlyList<(string Name, AuthState State)> s_variants =
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
        ("Rejected.Clock", new AuthState.Rejected("signature") { Message = "rejected_clock", ClockBehind = TimeSpan.FromMinutes(7) }),
        ("Ended", new AuthState.Unrecognised("moonPhase", true)),
    ];

    private static readonly AuthState s_warned = new AuthState.Completed(Person, ["ip_mismatch", "risk_moderate", "signature_ocsp_time", "clock_behind_7_min"]);

    /// <summary>All samples: every state of a sign-in, the variants, and the other flows where their texts differ.</summary>
    public static IReadOnlyList<StateSample> Shown { get; } =
    [
        .. All.Select(state => new StateSample(Name(state), state, Flow.Auth, s_bothDevices)),
        .. s_variants.Select(variant => new StateSample(variant.Name, variant.State, Flow.Auth, s_oneDevice)),
        .. All.Where(state => HasOwnTexts(state, Flow.Sign)).Select(state => new StateSample($"Sign.{Name(state)}", state, Flow.Sign, s_oneDevice)),
        new("Sign.Superseded", s_variants[2].State, Flow.Sign, s_oneDevice),
        new("Sign.Warned", s_warned, Flow.Sign, s_oneDevice),
        new("Sign.Ended", s_variants[^1].State, Flow.Sign, s_oneDevice),
        .. All.Where(state => HasOwnTexts(state, Flow.Payment)).Select(state => new StateSample($"Payment.{Name(state)}", state, Flow.Payment, s_oneDevice)),
        new("Payment.Superseded", s_variants[2].State, Flow.Payment, s_oneDevice),
        new("Payment.Ended", s_variants[^1].State, Flow.Payment, s_oneDevice),
        .. All.Where(state => HasOwnTexts(state, Flow.PhoneAuth)).Select(state => new StateSample($"Phone.{Name(state)}", state, Flow.PhoneAuth, s_oneDevice)),
        new("Phone.Declined", new AuthState.Failed("user_declined_call", true, "userDeclinedCall") { Message = "call_declined" }, Flow.PhoneAuth, s_oneDevice),
    ];

    /// <summary>The name of the sample in the gallery's paths.</summary>
    public static string Name(AuthState state) => state.GetType().Name;

    /// <summary>The flow's texts of this state differ from those of a sign-in.</summary>
    public static bool HasOwnTexts(AuthState state, Flow flow) =>
        state is AuthState.Completed or AuthState.Cancelled or AuthState.Failed or AuthState.Rejected or AuthState.Unavailable
        || (flow.IsStartedByOperator() && state is AuthState.WaitingForApp or AuthState.ConfirmingCall)
        || (!flow.IsStartedByOperator() && state is AuthState.EnteringCode);
}
