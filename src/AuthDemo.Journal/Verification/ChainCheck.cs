namespace AuthDemo.Journal.Verification;

/// <summary>The last verification of the hash chain by this process.</summary>
/// <param name="At">When it was made.</param>
/// <param name="Status">Its result.</param>
/// <param name="FullCheckAt">When the whole log was last verified; later checks read only new entries. Null before the first full check.</param>
public sealed record ChainCheck(DateTimeOffset At, ChainStatus Status, DateTimeOffset? FullCheckAt);
