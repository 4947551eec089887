using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Operators;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Operators;
using AuthDemo.Web.Console.Access;

namespace AuthDemo.Web.Console.Actions;

/// <summary>The operations of operators on sessions, executed by <see cref="AuditedOperations"/>.</summary>
internal sealed class SessionActions(AuditedOperations operations, IOperatorSessions sessions)
{
    /// <summary>Cancels a session; false if it is unknown. The audit log stores the reason encrypted with the session's key.</summary>
    public Task<OperationResult<bool>> CancelAsync(SessionId session, string reason) => operations.ExecuteAsync(
        OperatorRole.Operator,
        new(JournalEventType.OperatorCancelledSession) { Session = session, Reason = reason },
        who => sessions.CancelAsync(session, who.Name));

    /// <summary>Starts an identification or a signature for a caller. The audit log stores the reason encrypted with the new session's key.</summary>
    public Task<OperationResult<StartReply>> StartPhoneAsync(PhoneIntent intent, string reason)
    {
        var session = SessionId.New();
        var action = new OperatorAction(JournalEventType.OperatorStartedPhoneSession)
        {
            Session = session,
            Reason = reason,
            Facts = FactsOf(intent),
        };
        return operations.ExecuteAsync(OperatorRole.Operator, action, who => sessions.StartPhoneAsync(session, intent, who.Name));
    }

    private static Dictionary<string, string> FactsOf(PhoneIntent intent) => intent.CallInitiator is { } initiator
        ? new()
        {
            ["flow"] = intent.Flow is Flow.PhoneSign ? "phone_sign" : "phone_auth",
            ["call_initiator"] = initiator is CallInitiator.Rp ? "rp" : "user",
        }
        : new() { ["flow"] = "other_payment" };
}
