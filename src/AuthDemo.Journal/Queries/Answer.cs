using AuthDemo.Journal.Storage;

namespace AuthDemo.Journal.Queries;

/// <summary>How a question to the journal ended.</summary>
public abstract record Answer<T>
{
    private Answer() { }

    /// <summary>The answer.</summary>
    public sealed record Known(T Value) : Answer<T>;

    /// <summary>The journal cannot be read just now.</summary>
    public sealed record Unavailable(JournalTrouble Trouble) : Answer<T>;
}
