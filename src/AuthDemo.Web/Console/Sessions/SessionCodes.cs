using AuthDemo.Sessions;

namespace AuthDemo.Web.Console.Sessions;

/// <summary>The codes of states, flows, devices and reasons for the filters, as in the journal and the protocol module (<c>python-bankid/contract/README.md</c>).</summary>
internal static class SessionCodes
{
    public static readonly IReadOnlyList<string> States = [.. AuthStateKinds.Known.Select(kind => kind.ToWord())];

    public static readonly IReadOnlyList<string> Flows = ["auth", "sign", "payment", "phone_auth", "phone_sign", "other_payment"];

    public static readonly IReadOnlyList<string> Devices = ["same", "other"];

    public static readonly IReadOnlyList<string> Reasons =
    [
        // cancelled by
        "user", "app", "other_order", "operator", "owner_gone", "superseded", "expired",
        // failed
        "expired_transaction", "certificate_error", "start_failed", "user_declined_call", "not_supported_by_user_app",
        "transaction_risk_blocked", "already_in_progress", "rejected_request", "unauthorized", "unknown_hint", "unknown_error",
        "unknown_status", "malformed_response", "internal_error",
        // rejected
        "ip_mismatch", "risk", "identity", "session", "signature",
        // unavailable
        "bankid", "python", "journal",
    ];

    /// <summary>The CSS class of a state's colour.</summary>
    public static string Tone(string state) => state switch
    {
        "completed" => "good",
        "failed" or "rejected" or "unavailable" => "bad",
        "cancelled" => "",
        "renewing" => "warn",
        _ when States.Contains(state) => "live",
        _ => "",
    };
}
