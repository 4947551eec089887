using AuthDemo.Journal;
using AuthDemo.Sessions;
using AuthDemo.Web.Console.Access;

namespace AuthDemo.Web.Console.Acts;

/// <summary>What operators do to sessions. Each act passes the desk: who, which role, into the log, and then done.</summary>
internal sealed class SessionActs(OperatorDesk desk, IServiceProvider services)
{
    // Optional in the composition: tests of pages and a service without sessions of its own have none.
    private readonly IOperatorSessions? _sessions = services.GetService<IOperatorSessions>();

    /// <summary>Acting on sessions is possible here.</summary>
    public bool IsPossible => _sessions is not null;

    /// <summary>Cancels a session; false when it is unknown.</summary>
    public Task<Deed<bool>> CancelAsync(SessionId session, string reason) => desk.DoAsync(
        OperatorRole.Operator,
        new(JournalEventType.OperatorCancelledSession) { Session = session, Reason = reason },
        _ => _sessions!.CancelAsync(session));

    /// <summary>Starts an identification or a signing for a caller.</summary>
    public Task<Deed<StartReply>> StartPhoneAsync(PhoneIntent intent, string reason) => desk.DoAsync(
        OperatorRole.Operator,
        new(JournalEventType.OperatorStartedPhoneSession)
        {
            Reason = reason,
            Facts = new Dictionary<string, string>
            {
                ["flow"] = intent.IsSigning ? "phone_sign" : "phone_auth",
                ["call_initiator"] = intent.WeCalled ? "rp" : "user",
            },
        },
        _ => _sessions!.StartPhoneAsync(intent));
}
