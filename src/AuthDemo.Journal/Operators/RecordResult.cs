namespace AuthDemo.Journal.Operators;

/// <summary>The result of recording an action.</summary>
public abstract record RecordResult
{
    private RecordResult() { }

    /// <summary>Handles every case.</summary>
    public abstract T Match<T>(Func<Recorded, T> recorded, Func<Invalid, T> invalid, Func<Unavailable, T> unavailable);

    /// <summary>The action is in the log, at this sequence number.</summary>
    public sealed record Recorded(long Seq) : RecordResult
    {
        public override T Match<T>(Func<Recorded, T> recorded, Func<Invalid, T> invalid, Func<Unavailable, T> unavailable) => recorded(this);
    }

    /// <summary>The action breaks a rule; nothing was written.</summary>
    public sealed record Invalid(string Field, string Message) : RecordResult
    {
        public override T Match<T>(Func<Recorded, T> recorded, Func<Invalid, T> invalid, Func<Unavailable, T> unavailable) => invalid(this);
    }

    /// <summary>The journal cannot be written: the action must not be executed.</summary>
    public sealed record Unavailable(JournalFailure Failure) : RecordResult
    {
        public override T Match<T>(Func<Recorded, T> recorded, Func<Invalid, T> invalid, Func<Unavailable, T> unavailable) => unavailable(this);
    }
}
