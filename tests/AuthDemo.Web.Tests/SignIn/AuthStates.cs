using AuthDemo.Sessions;
using AuthDemo.Web.Tests.Hosting;

namespace AuthDemo.Web.Tests.SignIn;

/// <summary>One example of every state, as the protocol module would have it.</summary>
internal static class AuthStates
{
    public const string QrContent =
        "bankid.67df3917-fa0d-44e5-b327-edcc928297f8.0.dc69358e712458a66a7525beef148ae8526b1c71610eff2c16cdffb4cdac9bf8";

    public static readonly IReadOnlyList<AuthState> All =
    [
        new AuthState.Starting(),
        new AuthState.AwaitingScan(QrContent, FakeAuthSessions.Noon.AddSeconds(22.4), 0) { Message = "RFA1" },
        new AuthState.AwaitingLaunch("bankid:///?autostarttoken=t&redirect=null", true, FakeAuthSessions.Noon.AddSeconds(30), 0)
        {
            Message = "RFA13",
        },
        new AuthState.WaitingForApp { Message = "RFA1" },
        new AuthState.Searching { Message = "RFA15A" },
        new AuthState.ReadingDocument { Message = "RFA23" },
        new AuthState.ConfirmingCall { Message = "confirm_call" },
        new AuthState.EnteringCode { Message = "RFA9" },
        new AuthState.Processing { Message = "processing" },
        new AuthState.InProgress("newHint") { Message = "RFA21" },
        new AuthState.Renewing(1),
        new AuthState.Completed(FakeAuthSessions.Tolvan, []),
        new AuthState.Cancelled(CancelledBy.App) { Message = "RFA6" },
        new AuthState.Failed("start_failed", true, "startFailed") { Message = "RFA17B" },
        new AuthState.Rejected("ip_mismatch") { Message = "rejected_ip_mismatch" },
        new AuthState.Unavailable("bankid", FakeAuthSessions.Noon, null) { Message = "RFA5" },
        new AuthState.Unrecognised("moonPhase", false),
    ];

    public static TState One<TState>()
        where TState : AuthState => All.OfType<TState>().Single();
}
