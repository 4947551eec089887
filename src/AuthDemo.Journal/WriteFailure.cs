namespace AuthDemo.Journal;

/// <summary>Why the journal cannot be written to.</summary>
/// <param name="Failure">The reason the last write failed.</param>
/// <param name="Since">When writes began to fail.</param>
public sealed record WriteFailure(JournalFailure Failure, DateTimeOffset Since);
