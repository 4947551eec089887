using AuthDemo.Journal.Storage;

namespace AuthDemo.Journal.Writing;

/// <summary>One write that waits for its group. <see cref="ApplyAsync"/> may run twice, in two transactions: it changes nothing else.</summary>
internal abstract class PendingWrite
{
    /// <summary>The sessions it will ask the group for.</summary>
    public IReadOnlyList<string> Sessions { get; init; } = [];

    /// <summary>It is long: a group of its own.</summary>
    public bool Alone { get; init; }

    /// <summary>Does its work in the group; decides first, changes then, so that a refusal leaves no trace.</summary>
    public abstract ValueTask ApplyAsync(Group group, CancellationToken cancellation);

    /// <summary>The group is committed.</summary>
    public abstract void Committed();

    /// <summary>The group was not committed.</summary>
    public abstract void Refused(JournalTrouble trouble);

    /// <summary>A mistake of ours stopped the group.</summary>
    public abstract void Threw(Exception mistake);
}

/// <summary>A write with a result.</summary>
internal sealed class PendingWrite<T>(Func<Group, CancellationToken, ValueTask<T>> apply) : PendingWrite
{
    private readonly TaskCompletionSource<Written<T>> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    /// <summary>Completes after the commit, or when there will be none.</summary>
    public Task<Written<T>> Done => _done.Task;

    public override async ValueTask ApplyAsync(Group group, CancellationToken cancellation) => _result = await apply(group, cancellation);

    public override void Committed() => _done.TrySetResult(new Written<T>.Committed(_result!));

    public override void Refused(JournalTrouble trouble) => _done.TrySetResult(new Written<T>.Unavailable(trouble));

    public override void Threw(Exception mistake) => _done.TrySetException(mistake);
}

/// <summary>How a write ended.</summary>
public abstract record Written<T>
{
    private Written() { }

    /// <summary>It is on the disk.</summary>
    public sealed record Committed(T Value) : Written<T>;

    /// <summary>Nothing was written.</summary>
    public sealed record Unavailable(JournalTrouble Trouble) : Written<T>;
}
