using AuthDemo.Sessions;

namespace AuthDemo.Journal.Storage;

/// <summary>Reads session ids from database rows.</summary>
internal static class StoredSessionId
{
    /// <summary>The session id in a row.</summary>
    /// <exception cref="JournalDamagedException">The text is not a session id: the row was not written by the journal.</exception>
    public static SessionId Parse(string text) =>
        SessionId.TryParse(text, out var id) ? id : throw new JournalDamagedException("A row contains an invalid session id.");
}
