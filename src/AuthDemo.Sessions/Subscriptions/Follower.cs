using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace AuthDemo.Sessions.Subscriptions;

/// <summary>
/// Delivers snapshots to one callback: in order, one at a time, never after disposal. A slow callback may miss
/// intermediate snapshots, never the newest.
/// </summary>
internal sealed partial class Follower : IAsyncDisposable
{
    private const int Backlog = 64;
    private static readonly AsyncLocal<Follower?> s_calling = new();
    private readonly Channel<AuthSnapshot> _queue = Channel.CreateBounded<AuthSnapshot>(
        new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly Func<AuthSnapshot, Task> _callback;
    private readonly Func<Follower, Task> _leave;
    private readonly ILogger _logger;
    private readonly Task _delivery;
    private int _disposed;

    public Follower(Func<AuthSnapshot, Task> callback, Func<Follower, Task> leave, ILogger logger)
    {
        _callback = callback;
        _leave = leave;
        _logger = logger;
        _delivery = Task.Run(DeliverAsync);
    }

    /// <summary>Queues a snapshot; never waits.</summary>
    public void Offer(AuthSnapshot snapshot) => _queue.Writer.TryWrite(snapshot);

    /// <summary>When this has ended, no callback runs or will run. A callback may dispose its own follower.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _queue.Writer.TryComplete();
            await _leave(this);
        }

        if (s_calling.Value != this)
            await _delivery;
    }

    private async Task DeliverAsync()
    {
        s_calling.Value = this;
        await foreach (var snapshot in _queue.Reader.ReadAllAsync())
        {
            if (Volatile.Read(ref _disposed) == 1)
                return;
            try
            {
                await _callback(snapshot);
            }
            // A callback that fails must still get the next snapshot.
            catch (Exception failure)
            {
                LogFailed(_logger, snapshot.Id, failure.GetType().Name);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Session {Session}: a follower failed: {Failure}")]
    private static partial void LogFailed(ILogger logger, SessionId session, string failure);
}
