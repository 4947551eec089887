using System.Text.Json;
using AuthDemo.PythonHost.Processes;
using AuthDemo.PythonHost.Queueing;

namespace AuthDemo.PythonHost.Http;

/// <summary>Sends one call at a time to the service. A call that was answered meanwhile is abandoned: its connection closes.</summary>
internal sealed class Connection(IServiceSource source, CallQueue queue) : ICallConsumer
{
    /// <summary>Attempts to connect before the service counts as gone. While the host starts its own again, calls wait for that.</summary>
    private const int ConnectAttempts = 20;

    private static readonly TimeSpan s_betweenAttempts = TimeSpan.FromMilliseconds(50);

    /// <summary>How long the host's own service may take to report how one of its processes ended.</summary>
    private static readonly TimeSpan s_reportPatience = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private PendingCall? _call;
    private long _id;
    private CancellationTokenSource? _abandoned;
    private TaskCompletionSource<ProcessExit> _death = new();
    private int _busy;

    public int Load => Volatile.Read(ref _busy) == 0 ? 0 : ICallConsumer.Full;

    public void Wake()
    {
        if (Interlocked.Exchange(ref _busy, 1) == 0)
            _ = ServeAsync();
    }

    /// <summary>Answers a call that is past its deadline, and abandons one that was answered.</summary>
    public void Check(long now)
    {
        lock (_lock)
        {
            if (_call is not { } call)
                return;
            queue.TryExpire(call, _id, now);
            if (call.Phase == CallPhase.Answered)
                _abandoned?.Cancel();
        }
    }

    /// <summary>The service reports how the process that ran a call ended.</summary>
    public void ProcessDied(long id, ProcessExit how)
    {
        lock (_lock)
            if (_call is not null && _id == id)
                _death.TrySetResult(how);
    }

    private async Task ServeAsync()
    {
        while (queue.Take(this) is { } call)
        {
            using var abandoned = new CancellationTokenSource();
            var id = call.Id;
            lock (_lock)
                (_call, _id, _abandoned, _death) = (call, id, abandoned, new(TaskCreationOptions.RunContinuationsAsynchronously));
            var reply = await CallAsync(call, id, abandoned.Token);
            lock (_lock)
                (_call, _abandoned) = (null, null);
            queue.TryComplete(call, reply, byItsConsumer: true);
        }
        Volatile.Write(ref _busy, 0);
        if (queue.Waiting > 0)
            Wake(); // one came between the last look and the flag
    }

    /// <summary>
    /// Only a connection that was never made is tried again: then nothing was sent. Once a request was sent the call may have run,
    /// and its outcome is reported as it is.
    /// </summary>
    private async Task<PythonReply> CallAsync(PendingCall call, long id, CancellationToken abandoned)
    {
        var budget = TimeSpan.FromSeconds((double)call.RunBudget / queue.Time.TimestampFrequency);
        for (var attempt = 1; ; attempt++)
        {
            var (client, service) = source.Borrow();
            try
            {
                return await client.CallAsync(call, id, budget, abandoned);
            }
            catch (HttpRequestException e) when (NothingWasSent(e.HttpRequestError))
            {
                if (abandoned.IsCancellationRequested)
                    return new PythonReply.Cancelled(); // answered already: nobody reads this
                if (attempt >= ConnectAttempts && source.Problem is null)
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
            catch (OperationCanceledException) when (abandoned.IsCancellationRequested)
            {
                return new PythonReply.Cancelled();
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                return await DeathAsync(service);
            }
            catch (JsonException)
            {
                return new PythonReply.ProtocolBroken("The service sent an error that cannot be read.");
            }
            finally
            {
                source.Return(client);
            }
        }
    }

    private static bool NothingWasSent(HttpRequestError error) =>
        error is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;

    /// <summary>What the host's own service reports of the process that ran the call, or how the service itself ended; others report nothing.</summary>
    private async Task<PythonReply> DeathAsync(ServiceProcess? service)
    {
        if (service is null)
            return new PythonReply.WorkerDied(null, null, []);
        var reported = _death.Task;
        await Task.WhenAny(reported, service.Exited, Task.Delay(s_reportPatience));
        var exit = reported.IsCompleted ? await reported : service.Exited.IsCompleted ? await service.Exited : default;
        return new PythonReply.WorkerDied(exit.ExitCode, exit.Signal, service.LastLines);
    }
}
