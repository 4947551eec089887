namespace AuthDemo.Sessions.Operators;

/// <summary>
/// What an operator may do to any session, without its owner's key. Whether this operator may, and the operators' own log, are the
/// caller's matter; who did it goes into the session's events.
/// </summary>
public interface IOperatorSessions
{
    /// <summary>
    /// Cancels a session and its order (<see cref="CancelledBy.Operator"/>); false when it is unknown. A final session stays as it is
    /// and answers true.
    /// </summary>
    Task<bool> CancelAsync(SessionId id, ActedBy act, CancellationToken cancellation = default);

    /// <summary>
    /// Follows a session as <see cref="IAuthSessions.FollowAsync"/> does; null when it is unknown. Looking on does not stand for the
    /// owner: a session whose owner is gone ends nevertheless. Snapshots are whole; QR contents and links are not for the console.
    /// </summary>
    Task<IAsyncDisposable?> FollowAsync(SessionId id, Func<AuthSnapshot, Task> onSnapshot, CancellationToken cancellation = default);

    /// <summary>
    /// Starts a phone session for a caller. It has no owner and lives without anybody following it. Invalid fields are named
    /// <c>flow</c>, <c>personalNumber</c>, <c>callInitiator</c>, <c>userVisibleData</c>, <c>userNonVisibleData</c>, <c>requirement.…</c>.
    /// </summary>
    /// <param name="id">A new one: the act is in the operators' log, under this id, before there is a session.</param>
    /// <param name="intent">What is asked of the caller.</param>
    /// <param name="act">Who starts it.</param>
    /// <param name="cancellation">Gives the wait up; the session may have started.</param>
    Task<StartReply> StartPhoneAsync(SessionId id, PhoneIntent intent, ActedBy act, CancellationToken cancellation = default);
}
