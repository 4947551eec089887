using AuthDemo.Sessions;

namespace AuthDemo.Journal.Operators;

/// <summary>The result of revealing a session's person.</summary>
public abstract record RevealResult
{
    private RevealResult() { }

    /// <summary>Handles every case.</summary>
    public abstract T Match<T>(Func<Revealed, T> revealed, Func<T> notFound, Func<Invalid, T> invalid, Func<Unavailable, T> unavailable);

    /// <summary>The person; the log records that it was shown.</summary>
    public sealed record Revealed(Identity Identity) : RevealResult
    {
        public override T Match<T>(Func<Revealed, T> revealed, Func<T> notFound, Func<Invalid, T> invalid, Func<Unavailable, T> unavailable) =>
            revealed(this);
    }

    /// <summary>The journal does not know the person, or has erased the data.</summary>
    public sealed record NotFound : RevealResult
    {
        public override T Match<T>(Func<Revealed, T> revealed, Func<T> notFound, Func<Invalid, T> invalid, Func<Unavailable, T> unavailable) =>
            notFound();
    }

    /// <summary>The reason or the name breaks a rule; nothing was revealed.</summary>
    public sealed record Invalid(string Field, string Message) : RevealResult
    {
        public override T Match<T>(Func<Revealed, T> revealed, Func<T> notFound, Func<Invalid, T> invalid, Func<Unavailable, T> unavailable) =>
            invalid(this);
    }

    /// <summary>The journal cannot be read or written: nothing was revealed.</summary>
    public sealed record Unavailable(JournalFailure Failure) : RevealResult
    {
        public override T Match<T>(Func<Revealed, T> revealed, Func<T> notFound, Func<Invalid, T> invalid, Func<Unavailable, T> unavailable) =>
            unavailable(this);
    }
}
