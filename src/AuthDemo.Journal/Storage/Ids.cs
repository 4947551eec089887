using AuthDemo.Sessions;

namespace AuthDemo.Journal.Storage;

/// <summary>Session ids on their way out of the database.</summary>
internal static class Ids
{
    /// <summary>The id in a row.</summary>
    /// <exception cref="JournalDamagedException">It is none: somebody else wrote the row.</exception>
    public static SessionId Session(string text) =>
        SessionId.TryParse(text, out var id) ? id : throw new JournalDamagedException("A row's session id is none.");
}
