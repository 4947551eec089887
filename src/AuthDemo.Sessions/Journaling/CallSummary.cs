namespace AuthDemo.Sessions.Journaling;

/// <summary>
/// Calls of one kind that a session made since its last event, summed up: a session that polls for minutes leaves no more behind than
/// one that does not. No bodies, no tokens, no answers.
/// </summary>
/// <param name="Target">Whom it asked.</param>
/// <param name="What">BankID's path below its base address (<c>collect</c>), or the protocol module's operation (<c>advance</c>).</param>
/// <param name="Host">The host that was asked; null for Python, and where no connection was to be had.</param>
/// <param name="Outcome">HTTP status, or why there is no answer (<c>timeout</c> …); <c>sent</c> when nobody waits for the answer any more; <c>ok</c> for Python.</param>
/// <param name="Count">How many.</param>
/// <param name="Median">The round trip's median; zero for <c>sent</c>.</param>
/// <param name="Longest">The longest round trip.</param>
public sealed record CallSummary(CallTarget Target, string What, string? Host, string Outcome, int Count, TimeSpan Median, TimeSpan Longest);

/// <summary>Whom a session asks.</summary>
public enum CallTarget
{
    /// <summary>BankID, by HTTP.</summary>
    BankId,

    /// <summary>The protocol module.</summary>
    Python,
}
