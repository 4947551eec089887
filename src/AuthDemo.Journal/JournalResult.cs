namespace AuthDemo.Journal;

/// <summary>The result of reading from the journal or writing to it. A journal that is unavailable is a result, not an exception.</summary>
public abstract record JournalResult<T>
{
    private JournalResult() { }

    /// <summary>Handles both cases.</summary>
    public abstract TResult Match<TResult>(Func<T, TResult> success, Func<JournalFailure, TResult> unavailable);

    /// <summary>Converts the value of a success.</summary>
    public JournalResult<TNext> Map<TNext>(Func<T, TNext> convert) =>
        Match<JournalResult<TNext>>(value => new JournalResult<TNext>.Success(convert(value)), failure => new JournalResult<TNext>.Unavailable(failure));

    /// <summary>Goes on with the next call to the journal after a success.</summary>
    public Task<JournalResult<TNext>> ThenAsync<TNext>(Func<T, Task<JournalResult<TNext>>> next) =>
        Match(next, failure => Task.FromResult<JournalResult<TNext>>(new JournalResult<TNext>.Unavailable(failure)));

    /// <summary>The query was answered, or the write is committed.</summary>
    public sealed record Success(T Value) : JournalResult<T>
    {
        public override TResult Match<TResult>(Func<T, TResult> success, Func<JournalFailure, TResult> unavailable) => success(Value);
    }

    /// <summary>The journal cannot be read or written at the moment; nothing was written.</summary>
    public sealed record Unavailable(JournalFailure Failure) : JournalResult<T>
    {
        public override TResult Match<TResult>(Func<T, TResult> success, Func<JournalFailure, TResult> unavailable) => unavailable(Failure);
    }
}
