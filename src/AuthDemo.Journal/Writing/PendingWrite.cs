namespace AuthDemo.Journal.Writing;

/// <summary>A queued write. <see cref="ApplyAsync"/> may run twice, in two transactions, so it must have no other side effects.</summary>
internal abstract class PendingWrite
{
    /// <summary>The sessions whose rows the write needs.</summary>
    public IReadOnlyList<string> Sessions { get; init; } = [];

    /// <summary>The write takes long and gets a transaction of its own.</summary>
    public bool IsExclusive { get; init; }

    /// <summary>Applies the write to the batch. Decides before it changes anything, so that a rejected write leaves no trace.</summary>
    public abstract ValueTask ApplyAsync(WriteBatch batch, CancellationToken cancellation);

    /// <summary>The batch was committed.</summary>
    public abstract void SetCommitted();

    /// <summary>The batch was not committed.</summary>
    public abstract void SetUnavailable(JournalFailure failure);

    /// <summary>A bug stopped the batch.</summary>
    public abstract void SetException(Exception exception);
}

/// <summary>A queued write with a result.</summary>
internal sealed class PendingWrite<T>(Func<WriteBatch, CancellationToken, ValueTask<T>> apply) : PendingWrite
{
    private readonly TaskCompletionSource<JournalResult<T>> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _value;

    /// <summary>Completes after the commit, or once it is known that there will be none.</summary>
    public Task<JournalResult<T>> Completion => _completion.Task;

    public override async ValueTask ApplyAsync(WriteBatch batch, CancellationToken cancellation) => _value = await apply(batch, cancellation);

    public override void SetCommitted() => _completion.TrySetResult(new JournalResult<T>.Success(_value!));

    public override void SetUnavailable(JournalFailure failure) => _completion.TrySetResult(new JournalResult<T>.Unavailable(failure));

    public override void SetException(Exception exception) => _completion.TrySetException(exception);
}
