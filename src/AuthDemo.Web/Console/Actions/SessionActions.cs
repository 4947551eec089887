using AuthDemo.Journal.AuditLog;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Operators;
using AuthDemo.Web.Console.Access;

namespace AuthDemo.Web.Console.Actions;

/// <summary>What operators do to sessions. Each act passes the operations: who, which role, into the log, and then done.</summary>
internal sealed class SessionActions(AuditedOperations operations, IServiceProvider services)
{
    // Optional in the composition: tests of pages and a service without sessions of its own have none.
    private readonly IOperatorSessions? _sessions = services.GetService<IOperatorSessions>();

    /// <summary>Acting on sessions is possible here.</summary>
    public bool IsPossible => _sessions is not null;

    /// <summary>Cancels a session; false when it is unknown. The reason stays in the operators' log, where it is sealed with the session's key.</summary>
    public Task<OperationResult<bool>> CancelAsync(SessionId session, string reason) => operations.ExecuteAsync(
        OperatorRole.Operator,
        new(JournalEventType.OperatorCancelledSession) { Session = session, Reason = reason },
        who => _sessions!.CancelAsync(session, new(who.Name)));

    /// <summary>Starts an identification or a signing for a caller. The reason is sealed with the key of the session that comes of it.</summary>
    public Task<OperationResult<StartReply>> StartPhoneAsync(PhoneIntent intent, string reason)
    {
        var session = SessionId.New();
        var act = new Act(JournalEventType.OperatorStartedPhoneSession)
        {
            Session = session,
            Reason = reason,
            Facts = new Dictionary<string, string>
            {
                ["flow"] = intent.Flow == Flow.PhoneSign ? "phone_sign" : "phone_auth",
                ["call_initiator"] = intent.CallInitiator == CallInitiator.Rp ? "rp" : "user",
            },
        };
        return operations.ExecuteAsync(OperatorRole.Operator, act, who => _sessions!.StartPhoneAsync(session, intent, new(who.Name)));
    }
}
