namespace AuthDemo.Journal;

/// <summary>The database's content contradicts what the journal wrote. Reported as <see cref="JournalFailure.Damaged"/>.</summary>
internal sealed class JournalDamagedException(string message) : Exception(message);
