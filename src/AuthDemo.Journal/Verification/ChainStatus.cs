namespace AuthDemo.Journal.Verification;

/// <summary>The result of verifying the audit log's hash chain.</summary>
public abstract record ChainStatus
{
    private ChainStatus() { }

    /// <summary>Every entry's hash follows from the entry before it, and the last entry is the sealed one.</summary>
    /// <param name="From">The first entry; greater than 1 once retention has removed older ones.</param>
    /// <param name="Through">The last entry; one less than <paramref name="From"/> in an empty log.</param>
    /// <param name="Hash">The last entry's hash, lower-case hex. Recorded outside the database, it proves later that nothing before it was changed.</param>
    public sealed record Intact(long From, long Through, string Hash) : ChainStatus;

    /// <summary>The log was tampered with.</summary>
    /// <param name="Seq">The first entry that does not fit.</param>
    /// <param name="Fault">What is wrong with it.</param>
    public sealed record Broken(long Seq, ChainFault Fault) : ChainStatus;
}
