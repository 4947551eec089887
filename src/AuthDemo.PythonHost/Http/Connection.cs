using System.Text.Json;
using AuthDemo.PythonHost.Queueing;

namespace AuthDemo.PythonHost.Http;

/// <summary>One call at a time over the service. A call that was answered meanwhile is given up: its connection closes.</summary>
internal sealed class Connection(HttpPattern pattern, CallQueue queue) : ICallTaker
{
    /// <summary>Attempts to connect before the service counts as gone. While the host starts its own again, calls wait for that.</summary>
    private const int ConnectAttempts = 20;

    private static readonly TimeSpan s_betweenAttempts = TimeSpan.FromMilliseconds(50);

    /// <summary>The host's own service tells at once how a process of its ended, on a machine that has time; after this it counts as silent.</summary>
    private static readonly TimeSpan s_reportPatience = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private PendingCall? _call;
    private long _id;
    private CancellationTokenSource? _givenUp;
    private TaskCompletionSource<(int? ExitCode, string? Signal)> _death = new();
    private int _busy;

    public int Load => Volatile.Read(ref _busy) == 0 ? 0 : ICallTaker.Full;

    public void Wake()
    {
        if (Interlocked.Exchange(ref _busy, 1) == 0)
            _ = ServeAsync();
    }

    /// <summary>Answers a call that is past its deadline and gives up one that was answered.</summary>
    public void Look(long now)
    {
        lock (_lock)
        {
            if (_call is not { } call)
                return;
            queue.TryExpire(call, _id, now);
            if (call.Phase == CallPhase.Answered)
                _givenUp?.Cancel();
        }
    }

    /// <summary>The service tells how the process that ran a call ended.</summary>
    public void Died(long id, (int? ExitCode, string? Signal) how)
    {
        lock (_lock)
            if (_call is not null && _id == id)
                _death.TrySetResult(how);
    }

    private async Task ServeAsync()
    {
        while (queue.Take(this) is { } call)
        {
            using var givenUp = new CancellationTokenSource();
            var id = call.Id;
            lock (_lock)
                (_call, _id, _givenUp, _death) = (call, id, givenUp, new(TaskCreationOptions.RunContinuationsAsynchronously));
            var reply = await CallAsync(call, id, givenUp.Token);
            lock (_lock)
                (_call, _givenUp) = (null, null);
            queue.TryAnswer(call, reply, byItsRunner: true);
        }
        Volatile.Write(ref _busy, 0);
        if (queue.Waiting > 0)
            Wake(); // one came between the last look and the flag
    }

    /// <summary>
    /// Only a connection that was never made is tried again: then nothing was sent. Once a request is on its way the call may have run,
    /// and whatever happens to it is told.
    /// </summary>
    private async Task<PythonReply> CallAsync(PendingCall call, long id, CancellationToken givenUp)
    {
        var budget = TimeSpan.FromSeconds((double)call.RunBudget / queue.Time.TimestampFrequency);
        for (var attempt = 1; ; attempt++)
        {
            var (client, service) = pattern.Borrow();
            try
            {
                return await client.CallAsync(call, id, budget, givenUp);
            }
            catch (HttpRequestException e) when (NothingWasSent(e.HttpRequestError))
            {
                if (givenUp.IsCancellationRequested)
                    return new PythonReply.Cancelled(); // answered already: nobody reads this
                if (attempt >= ConnectAttempts && !pattern.Restarting)
                    return new PythonReply.StartFailed(client.Unreachable(e.HttpRequestError));
                await Task.Delay(s_betweenAttempts, queue.Time, CancellationToken.None);
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.InvalidResponse)
            {
                return new PythonReply.ProtocolBroken("The service answered with what is not HTTP.");
            }
            catch (OperationCanceledException e) when (e.InnerException is TimeoutException)
            {
                return new PythonReply.StartFailed(client.Unreachable(HttpRequestError.ConnectionError));
            }
            catch (OperationCanceledException) when (givenUp.IsCancellationRequested)
            {
                return new PythonReply.Cancelled();
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                return await HowDiedAsync(service);
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

    private static bool NothingWasSent(HttpRequestError error) =>
        error is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;

    /// <summary>What the host's own service tells of the process that ran the call, or how the service itself ended; others tell nothing.</summary>
    private async Task<PythonReply> HowDiedAsync(ServiceProcess? service)
    {
        if (service is null)
            return new PythonReply.WorkerDied(null, null, []);
        var told = _death.Task;
        await Task.WhenAny(told, service.GoneAsync(), Task.Delay(s_reportPatience));
        var (exitCode, signal) = told.IsCompleted ? await told : service.End ?? (null, null);
        return new PythonReply.WorkerDied(exitCode, signal, service.LastLines);
    }
}
