using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using AuthDemo.PythonHost.Processes;
using AuthDemo.PythonHost.Probe;

namespace AuthDemo.PythonHost.Tests.Arrange;

/// <summary>A Python host in a process of its own, used as if it were here.</summary>
internal sealed class ProbeHost : IPythonHost
{
    private static readonly TimeSpan s_guard = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<ProbeMessage>> _asked = new();
    private readonly ConcurrentQueue<string> _log = new();
    private readonly ConcurrentDictionary<TaskCompletionSource<string>, Func<string, bool>> _awaitedLines = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly Task _reading;
    private readonly StringBuilder _stderr = new();
    private long _lastId;

    public ProbeHost(IReadOnlyDictionary<string, string?> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "AuthDemo.PythonHost.Probe.dll"), JsonSerializer.Serialize(settings)])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment.Remove("VIRTUAL_ENV");
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_stderr)
                _stderr.AppendLine(line.Data);
        };
        _process.BeginErrorReadLine();
        _reading = Task.Run(ReadAsync);
    }

    public int ProcessId => _process.Id;

    public IReadOnlyCollection<string> Log => _log;

    /// <summary>What the process itself wrote to its standard error.</summary>
    public string StandardError { get
        {
            lock (_stderr)
                return _stderr.ToString();
        }
    }

    /// <summary>Exit code of the probe; waits for its end.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(s_guard);
        return _process.ExitCode;
    }

    public ValueTask<PythonReply> CallAsync(PythonCall call, CancellationToken cancellation = default) => CallAsync(call, withCallbacks: false, cancellation);

    /// <param name="call">The call; its handlers stay here.</param>
    /// <param name="withCallbacks">See <see cref="ProbeMessage.WithCallbacks"/>.</param>
    /// <param name="cancellation">Cancels it there.</param>
    public async ValueTask<PythonReply> CallAsync(PythonCall call, bool withCallbacks, CancellationToken cancellation = default)
    {
        var id = Interlocked.Increment(ref _lastId);
        using var registration = cancellation.Register(() => _ = SendAsync(new ProbeMessage("cancel", id)));
        var answer = await AskAsync(new ProbeMessage("call", id, call.Function)
        {
            Payload = call.Payload, WaitMs = call.WaitBudget?.TotalMilliseconds, RunMs = call.RunBudget?.TotalMilliseconds,
            Worker = call.Worker, WithCallbacks = withCallbacks,
        });
        if (answer.Text == nameof(PythonReply.Returned))
            return new PythonReply.Returned(answer.Payload);
        var type = typeof(PythonReply).GetNestedType(answer.Text)!;
        return (PythonReply)answer.Body!.Value.Deserialize(type)!;
    }

    public async Task<PythonHostStatus> StatusAsync() =>
        (await AskAsync(new ProbeMessage("status", Interlocked.Increment(ref _lastId)))).Body!.Value.Deserialize<PythonHostStatus>()!;

    public async Task<IReadOnlyList<PythonRunner>> RunnersAsync() =>
        (await AskAsync(new ProbeMessage("runners", Interlocked.Increment(ref _lastId)))).Body!.Value.Deserialize<PythonRunner[]>()!;

    public async Task<RestartReply> RestartAsync(string id)
    {
        var answer = await AskAsync(new ProbeMessage("restart", Interlocked.Increment(ref _lastId), id));
        return (RestartReply)answer.Body!.Value.Deserialize(typeof(RestartReply).GetNestedType(answer.Text)!)!;
    }

    /// <summary>What the health check <c>python</c> says: its status and its description.</summary>
    public async Task<(string Status, string? Description)> HealthAsync()
    {
        var answer = await AskAsync(new ProbeMessage("health", Interlocked.Increment(ref _lastId)));
        return (answer.Text, answer.Body?.GetString());
    }

    /// <summary>A log line that fits, logged before or after this call.</summary>
    public async Task<string> LineAsync(Func<string, bool> fits)
    {
        var awaited = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaitedLines[awaited] = fits;
        if (_log.FirstOrDefault(fits) is { } logged)
            awaited.TrySetResult(logged);
        return await awaited.Task.WaitAsync(s_guard);
    }

    /// <summary>Disposes the host inside the probe and waits for the probe's end.</summary>
    public async Task<int> StopAsync()
    {
        await AskAsync(new ProbeMessage("stop", Interlocked.Increment(ref _lastId)));
        return await ExitAsync();
    }

    /// <summary>Closes the probe's standard input: its main method returns without stopping the host.</summary>
    public async Task LeaveAsync()
    {
        _process.StandardInput.Close();
        Assert.Equal(3, await ExitAsync());
    }

    /// <summary>Ends the probe's process without stopping its host; waits for its end.</summary>
    public async Task EndAsync(string how)
    {
        switch (how)
        {
            case "SIGKILL":
                _process.Kill();
                break;
            case "SIGTERM":
                Terminate();
                break;
            default:
                await SendAsync(new ProbeMessage("end", 0, how));
                break;
        }
        await ExitAsync();
    }

    public void Terminate() => UnixSignals.Send(_process.Id, UnixSignals.Terminate);

    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
        _sending.Dispose();
    }

    private async Task<ProbeMessage> AskAsync(ProbeMessage message)
    {
        var answer = new TaskCompletionSource<ProbeMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[message.Id] = answer;
        await SendAsync(message);
        return await answer.Task.WaitAsync(s_guard);
    }

    private async Task SendAsync(ProbeMessage message)
    {
        await _sending.WaitAsync();
        try
        {
            await message.WriteAsync(_process.StandardInput.BaseStream);
        }
        catch (IOException) { } // the probe is gone: its end fails whoever waits
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await ProbeMessage.ReadAsync(_process.StandardOutput.BaseStream) is { } message)
            {
                if (message.Kind == "log")
                    Logged(message.Text);
                else if (_asked.TryRemove(message.Id, out var asked))
                    asked.SetResult(message);
            }
        }
        catch (EndOfStreamException)
        {
            // killed, or gone in the middle of a log line
        }
        finally
        {
            foreach (var asked in _asked.Values)
                asked.TrySetException(new ProbeGoneException());
        }
    }

    private void Logged(string line)
    {
        _log.Enqueue(line);
        foreach (var (awaited, fits) in _awaitedLines)
            if (fits(line))
                awaited.TrySetResult(line);
    }
}

/// <summary>The probe's process ended with calls under way.</summary>
internal sealed class ProbeGoneException() : Exception("The probe's process has ended.");
