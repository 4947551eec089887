namespace AuthDemo.Journal.Verification;

/// <summary>The last entry of the log when it was last verified.</summary>
/// <param name="Seq">Its sequence number.</param>
/// <param name="Hash">Its hash, 32 bytes.</param>
internal sealed record ChainCheckpoint(long Seq, byte[] Hash);
