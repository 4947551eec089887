namespace AuthDemo.Sessions.Operators;

/// <summary>
/// What an operator may do to any session, without its owner's key. The caller authorizes the operator and writes the operators' log; the
/// session's events have the operator's name.
/// </summary>
public interface IOperatorSessions
{
    /// <summary>
    /// Cancels a session and its order (<see cref="CancelledBy.Operator"/>); false when the session is unknown. A final session does not
    /// change, and the result is true.
    /// </summary>
    Task<bool> CancelAsync(SessionId id, string operatorName, CancellationToken cancellation = default);

    /// <summary>Starts a phone session for a caller. It has no owner and continues without a follower.</summary>
    /// <param name="id">A new id: the operators' log has it before the session exists.</param>
    /// <param name="intent">What the caller is asked to do.</param>
    /// <param name="operatorName">Who starts it.</param>
    /// <param name="cancellation">Stops waiting; the session may have started.</param>
    Task<StartReply> StartPhoneAsync(SessionId id, PhoneIntent intent, string operatorName, CancellationToken cancellation = default);
}
