namespace AuthDemo.Sessions.Journaling;

/// <summary>
/// A summary of the calls of one kind since the session's last event, so that the size of the log does not depend on how long a session
/// polls. Has no bodies and no tokens.
/// </summary>
/// <param name="Target">The called system.</param>
/// <param name="What">BankID's path below its base address (<c>collect</c>), or the protocol module's operation (<c>advance</c>).</param>
/// <param name="Host">The host of the request; null for Python, and when there was no connection.</param>
/// <param name="Outcome">HTTP status, or why there is no response (<c>timeout</c> …); <c>sent</c> when the response is not awaited; <c>ok</c> for Python.</param>
/// <param name="Count">How many.</param>
/// <param name="Median">The round trip's median; zero for <c>sent</c>.</param>
/// <param name="Longest">The longest round trip.</param>
public sealed record CallSummary(CallTarget Target, string What, string? Host, string Outcome, int Count, TimeSpan Median, TimeSpan Longest);

/// <summary>The systems that a session calls.</summary>
public enum CallTarget
{
    /// <summary>BankID, by HTTP.</summary>
    BankId,

    /// <summary>The protocol module.</summary>
    Python,
}
