using System.Threading.Channels;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AuthDemo.Journal.Writing;

/// <summary>
/// The only one who writes. Writes wait in a bounded queue; one loop takes what has gathered there while the last commit was
/// running, writes it in one transaction and completes each caller after the commit. A lone write waits for nobody; under load one
/// flush to the disk serves hundreds. A caller who stops waiting does not stop its write.
/// </summary>
internal sealed class JournalWriter(
    JournalDatabase database, JournalFeed feed, JournalMetrics metrics, TimeProvider time, IOptions<JournalOptions> options,
    ILogger<JournalWriter> logger) : IHostedLifecycleService, IAsyncDisposable
{
    private readonly int _maxGroup = options.Value.Grouping.MaxGroup;

    private readonly Channel<PendingWrite> _queue = Channel.CreateBounded<PendingWrite>(
        new BoundedChannelOptions(options.Value.Grouping.QueueLength) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private Task _loop = Task.CompletedTask;
    private volatile TroubleSince? _trouble;

    /// <summary>What kept the last group from being written; null when it was.</summary>
    public TroubleSince? Trouble => _trouble;

    /// <summary>Tries to make the database ready, before anything else of the service starts; a journal that is down does not stop it.</summary>
    public Task StartingAsync(CancellationToken cancellationToken) => database.PrepareAsync(cancellationToken);

    /// <summary>Begins to write.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Takes no more writes and finishes those that wait.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        await _loop.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    /// <summary>Does a piece of work in one transaction, after which the result is on the disk; never throws for trouble with the database.</summary>
    public async Task<Written<T>> WriteAsync<T>(
        Func<Group, CancellationToken, ValueTask<T>> apply, IReadOnlyList<string>? sessions = null, bool alone = false,
        CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var write = new PendingWrite<T>(apply) { Sessions = sessions ?? [], Alone = alone };
        if (!_queue.Writer.TryWrite(write))
        {
            var trouble = _queue.Reader.Completion.IsCompleted || !await CanWaitAsync() ? JournalTrouble.Stopping : JournalTrouble.QueueFull;
            metrics.Refused(trouble, 1);
            return new Written<T>.Unavailable(trouble);
        }
        metrics.Enqueued();
        return await write.Done.WaitAsync(cancellation);
    }

    // A completed channel answers at once with false; a full one does not answer at once.
    private async ValueTask<bool> CanWaitAsync()
    {
        var wait = _queue.Writer.WaitToWriteAsync();
        return !wait.IsCompleted || await wait;
    }

    private async Task RunAsync()
    {
        var group = new List<PendingWrite>(_maxGroup);
        while (await _queue.Reader.WaitToReadAsync())
        {
            Take(group);
            metrics.Dequeued(group.Count);
            await CommitAsync(group);
            group.Clear();
        }
    }

    private void Take(List<PendingWrite> group)
    {
        while (group.Count < _maxGroup && _queue.Reader.TryPeek(out var next))
        {
            if (next.Alone && group.Count > 0)
                return;
            _queue.Reader.TryRead(out _);
            group.Add(next);
            if (next.Alone)
                return;
        }
    }

    private async Task CommitAsync(List<PendingWrite> writes)
    {
        var began = time.GetTimestamp();
        try
        {
            if (await database.PrepareAsync() is { } unprepared)
            {
                Refuse(writes, unprepared);
                return;
            }
            if (await WriteAsync(writes) is not { } news)
                return;
            metrics.Committed(time.GetElapsedTime(began), writes.Count);
            Recovered();
            foreach (var write in writes)
                write.Committed();
            feed.Publish(news);
        }
        catch (Exception e) when (TroubleOf(e) is { } trouble)
        {
            Refuse(writes, trouble);
        }
        catch (Exception mistake)
        {
            // The loop outlives any one group: each caller gets the exception, the next group its own chance.
            logger.LogError(mistake, "A group of {Count} writes failed by a mistake of the service", writes.Count);
            foreach (var write in writes)
                write.Threw(mistake);
        }
    }

    /// <summary>What the group changed, durable; null when each of its writes has been answered by itself.</summary>
    private async Task<JournalNews?> WriteAsync(List<PendingWrite> writes)
    {
        var attempt = new Attempt(database);
        try
        {
            return await attempt.RunAsync(writes);
        }
        catch (Exception e) when (attempt.Committing is null && TroubleOf(e) == JournalTrouble.DatabaseDown)
        {
            // A pooled connection may outlive a server that was restarted. Nothing was committed, so once more on a fresh one.
            return await new Attempt(database).RunAsync(writes);
        }
        catch (Exception e) when (attempt.Committing is { } sent && TroubleOf(e) == JournalTrouble.DatabaseDown)
        {
            // The connection broke while the server was committing. Whether it did is known by the head it has now.
            if (await HeadHashAsync() is { } hash && hash.AsSpan().SequenceEqual(sent.Hash))
                return sent.News;
            throw;
        }
        catch (Exception mistake) when (attempt.Committing is null && writes.Count > 1 && TroubleOf(mistake) is null)
        {
            // One write must not fail those that happened to wait beside it.
            foreach (var write in writes)
                await CommitAsync([write]);
            return null;
        }
    }

    private async Task<byte[]?> HeadHashAsync() =>
        await database.AskAsync(db => db.Head.AsNoTracking().Select(head => head.Hash).SingleAsync(), CancellationToken.None)
            is Answer<byte[]>.Known known ? known.Value : null;

    private static JournalTrouble? TroubleOf(Exception e) => e is JournalDamagedException ? JournalTrouble.Damaged : DatabaseTrouble.Find(e);

    private void Refuse(List<PendingWrite> writes, JournalTrouble trouble)
    {
        if (_trouble?.Trouble != trouble)
        {
            logger.LogError("The journal cannot write: {Trouble}", trouble.Word());
            _trouble = new TroubleSince(trouble, _trouble?.Since ?? time.GetUtcNow());
        }
        metrics.Refused(trouble, writes.Count);
        foreach (var write in writes)
            write.Refused(trouble);
    }

    private void Recovered()
    {
        if (_trouble is not { } before)
            return;
        logger.LogInformation("The journal writes again after {Trouble} since {Since:O}", before.Trouble.Word(), before.Since);
        _trouble = null;
    }

    /// <summary>One transaction for one group.</summary>
    private sealed class Attempt(JournalDatabase database)
    {
        /// <summary>Set once the commit was sent: whether it happened is only known by its answer, or by the head's hash.</summary>
        public (byte[] Hash, JournalNews News)? Committing { get; private set; }

        public async Task<JournalNews> RunAsync(List<PendingWrite> writes)
        {
            await using var db = await database.OpenAsync();
            await using var transaction = await db.Database.BeginTransactionAsync();
            var sessions = writes.SelectMany(write => write.Sessions).Distinct(StringComparer.Ordinal).ToArray();
            var group = await Group.OpenAsync(db, database.Keys, sessions, CancellationToken.None);
            foreach (var write in writes)
                await write.ApplyAsync(group, CancellationToken.None);
            if (group.Entries.Count == 0)
                return JournalNews.None;
            var news = JournalNews.Of(group);
            await group.SaveAsync(CancellationToken.None);
            Committing = (group.Head.Hash, news);
            await transaction.CommitAsync();
            return news;
        }
    }
}

/// <summary>What keeps the journal from writing, and since when.</summary>
public sealed record TroubleSince(JournalTrouble Trouble, DateTimeOffset Since);
