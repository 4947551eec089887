using System.Text.Json;
using AuthDemo.PythonHost.Queueing;

namespace AuthDemo.PythonHost.Http;

/// <summary>One call at a time over the service. A call that was answered meanwhile is given up: its connection closes.</summary>
internal sealed class Connection(HttpPattern pattern, CallQueue queue) : ICallTaker
{
    /// <summary>Attempts to connect before the service counts as gone: one may come while it is being replaced.</summary>
    private const int ConnectAttempts = 20;

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private PendingCall? _call;
    private long _id;
    private CancellationTokenSource? _givenUp;
    private int _busy;

    public int Load => Volatile.Read(ref _busy) == 0 ? 0 : ICallTaker.Full;

    public void Wake()
    {
        if (Interlocked.Exchange(ref _busy, 1) == 0) _ = ServeAsync();
    }

    /// <summary>Answers a call that is past its deadline and gives up one that was answered.</summary>
    public void Look(long now)
    {
        lock (_lock)
        {
            if (_call is not { } call) return;
            queue.TryExpire(call, _id, now);
            if (call.Phase == CallPhase.Answered) _givenUp?.Cancel();
        }
    }

    private async Task ServeAsync()
    {
        while (queue.Take(this) is { } call)
        {
            using var givenUp = new CancellationTokenSource();
            var id = call.Id;
            lock (_lock) (_call, _id, _givenUp) = (call, id, givenUp);
            var reply = await CallAsync(call, id, givenUp.Token);
            lock (_lock) (_call, _givenUp) = (null, null);
            queue.TryAnswer(call, reply, byItsRunner: true);
        }
        Volatile.Write(ref _busy, 0);
        if (queue.Waiting > 0) Wake(); // one came between the last look and the flag
    }

    private async Task<PythonReply> CallAsync(PendingCall call, long id, CancellationToken givenUp)
    {
        var budget = TimeSpan.FromSeconds((double)call.RunBudget / queue.Time.TimestampFrequency);
        for (var attempt = 1; ; attempt++)
        {
            var client = pattern.Borrow();
            try
            {
                return await client.CallAsync(call, id, budget, givenUp);
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError && attempt < ConnectAttempts && !givenUp.IsCancellationRequested)
            {
                await Task.Delay(BetweenAttempts, queue.Time, CancellationToken.None); // nothing was sent: safe to try again
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                return new PythonReply.WorkerDied(null, null, pattern.LastLines);
            }
            catch (OperationCanceledException)
            {
                return new PythonReply.Cancelled(); // answered already: nobody reads this
            }
            catch (JsonException)
            {
                return new PythonReply.ProtocolBroken("The service sent an error that can not be read.");
            }
            finally
            {
                pattern.GiveBack(client);
            }
        }
    }
}
