using System.Threading.Channels;
using AuthDemo.Journal.Feed;
using AuthDemo.Journal.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AuthDemo.Journal.Writing;

/// <summary>
/// The only writer of the journal (group commit). Writes wait in a bounded queue; one loop takes what has gathered there while the last
/// commit was running, commits it in one transaction and completes each caller after the commit. A single write is committed at once;
/// under load one flush to the disk serves hundreds. A caller that stops waiting does not cancel its write.
/// </summary>
internal sealed partial class JournalWriter(
    JournalDatabase database, JournalFeed feed, JournalMetrics metrics, TimeProvider time, IOptions<JournalOptions> options,
    ILogger<JournalWriter> logger) : IHostedLifecycleService, IAsyncDisposable
{
    private readonly int _maxBatch = options.Value.Grouping.MaxGroup;

    private readonly Channel<PendingWrite> _queue = Channel.CreateBounded<PendingWrite>(
        new BoundedChannelOptions(options.Value.Grouping.QueueLength) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private Task _loop = Task.CompletedTask;
    private volatile WriteFailure? _failure;

    /// <summary>Why the last batch was not written; null when it was.</summary>
    public WriteFailure? Failure => _failure;

    /// <summary>Prepares the database before any other service starts. An unavailable journal does not stop the start.</summary>
    public Task StartingAsync(CancellationToken cancellationToken) => database.PrepareAsync(cancellationToken);

    /// <summary>Starts the loop.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Rejects new writes and completes the queued ones.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        await _loop.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    /// <summary>Applies a write in a transaction; its result is durable when the task completes. Never throws because the database is unavailable.</summary>
    /// <param name="apply">Changes the batch; may be called twice, see <see cref="PendingWrite"/>.</param>
    /// <param name="sessions">The sessions whose rows it needs.</param>
    /// <param name="isExclusive">It takes long and gets a transaction of its own.</param>
    /// <param name="cancellation">Stops waiting; the write is done all the same.</param>
    public async Task<JournalResult<T>> WriteAsync<T>(
        Func<WriteBatch, CancellationToken, ValueTask<T>> apply, IReadOnlyList<string>? sessions = null, bool isExclusive = false,
        CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var write = new PendingWrite<T>(apply) { Sessions = sessions ?? [], IsExclusive = isExclusive };
        if (!_queue.Writer.TryWrite(write))
        {
            var failure = _queue.Reader.Completion.IsCompleted || !await CanWaitAsync() ? JournalFailure.Stopping : JournalFailure.QueueFull;
            metrics.Failed(failure, 1);
            return new JournalResult<T>.Unavailable(failure);
        }
        metrics.Enqueued();
        return await write.Completion.WaitAsync(cancellation);
    }

    // A completed channel returns false at once; a full one does not return at once.
    private async ValueTask<bool> CanWaitAsync()
    {
        var wait = _queue.Writer.WaitToWriteAsync();
        return !wait.IsCompleted || await wait;
    }

    private async Task RunAsync()
    {
        var writes = new List<PendingWrite>(_maxBatch);
        while (await _queue.Reader.WaitToReadAsync())
        {
            Dequeue(writes);
            metrics.Dequeued(writes.Count);
            await CommitAsync(writes);
            writes.Clear();
        }
    }

    private void Dequeue(List<PendingWrite> writes)
    {
        while (writes.Count < _maxBatch && _queue.Reader.TryPeek(out var next))
        {
            if (next.IsExclusive && writes.Count > 0)
                return;
            _queue.Reader.TryRead(out _);
            writes.Add(next);
            if (next.IsExclusive)
                return;
        }
    }

    private async Task CommitAsync(List<PendingWrite> writes)
    {
        var started = time.GetTimestamp();
        var attempt = new CommitAttempt(database);
        try
        {
            if (await database.PrepareAsync() is { } unprepared)
            {
                Fail(writes, unprepared);
                return;
            }
            var changes = await CommitWithRetryAsync(attempt, writes);
            metrics.Committed(time.GetElapsedTime(started), writes.Count);
            ReportRecovery();
            foreach (var write in writes)
                write.SetCommitted();
            if (changes is not null)
                feed.Publish(changes);
        }
        catch (Exception e) when (Classify(e) is { } failure)
        {
            Fail(writes, failure);
        }
        catch (Exception) when (!attempt.WasSent && writes.Count > 1)
        {
            // One faulty write must not fail the others that happened to be in its batch.
            foreach (var write in writes)
                await CommitAsync([write]);
        }
        catch (Exception bug)
        {
            // The loop outlives the batch: its callers get the exception, the next batch is tried.
            LogBug(bug, writes.Count);
            foreach (var write in writes)
                write.SetException(bug);
        }
    }

    private static async Task<JournalChanges?> CommitWithRetryAsync(CommitAttempt attempt, List<PendingWrite> writes)
    {
        try
        {
            return await attempt.RunAsync(writes);
        }
        catch (Exception e) when (!attempt.WasSent && Classify(e) == JournalFailure.DatabaseDown)
        {
            // A pooled connection may outlive a restart of the server. Nothing was committed: retry once on a fresh connection.
            return await attempt.RunAsync(writes);
        }
        catch (Exception e) when (attempt.WasSent && Classify(e) == JournalFailure.DatabaseDown)
        {
            // The connection broke while the server was committing. The head that it has now says whether it did.
            if (await attempt.FindCommittedAsync() is { } committed)
                return committed;
            throw;
        }
    }

    private static JournalFailure? Classify(Exception e) => e is JournalDamagedException ? JournalFailure.Damaged : DatabaseErrors.Classify(e);

    private void Fail(List<PendingWrite> writes, JournalFailure failure)
    {
        if (_failure?.Failure != failure)
        {
            LogFailed(failure.Code());
            _failure = new WriteFailure(failure, _failure?.Since ?? time.GetUtcNow());
        }
        metrics.Failed(failure, writes.Count);
        foreach (var write in writes)
            write.SetUnavailable(failure);
    }

    private void ReportRecovery()
    {
        if (_failure is not { } before)
            return;
        LogRecovered(before.Failure.Code(), before.Since);
        _failure = null;
    }

    [LoggerMessage(LogLevel.Error, "Journal writes fail: {Failure}")]
    private partial void LogFailed(string failure);

    [LoggerMessage(LogLevel.Information, "Journal writes succeed again; they failed with {Failure} since {Since:O}")]
    private partial void LogRecovered(string failure, DateTimeOffset since);

    [LoggerMessage(LogLevel.Error, "A batch of {Count} writes failed because of a bug")]
    private partial void LogBug(Exception bug, int count);
}
