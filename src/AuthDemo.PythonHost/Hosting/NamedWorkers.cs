using AuthDemo.PythonHost.Configuration;

namespace AuthDemo.PythonHost.Hosting;

/// <summary>
/// Named workers: each is a host of its own with one interpreter or process and one queue, so calls of one name run one after the
/// other where the state of that name is. One that had no call for its time to live ends.
/// </summary>
internal sealed class NamedWorkers : IAsyncDisposable
{
    private readonly PythonHostOptions _options;
    private readonly TimeProvider _time;
    private readonly Func<PythonPattern, PatternHost> _make;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Named> _named = new(StringComparer.Ordinal);
    private readonly ITimer _timer;

    public NamedWorkers(PythonHostOptions options, TimeProvider time, Func<PythonPattern, PatternHost> make)
    {
        (_options, _time, _make) = (options, time, make);
        var look = TimeSpan.FromTicks(Math.Min(options.NamedTimeToLive.Ticks, TimeSpan.FromMinutes(1).Ticks));
        _timer = time.CreateTimer(_ => EndIdle(), null, look, look);
    }

    public IReadOnlyList<(string Name, PatternHost Host)> All
    {
        get
        {
            lock (_lock)
                return [.. _named.Select(named => (named.Key, named.Value.Host))];
        }
    }

    public ValueTask<PythonReply> CallAsync(PythonCall call, PythonPattern kind, CancellationToken cancellation)
    {
        PatternHost host;
        lock (_lock)
        {
            if (!_named.TryGetValue(call.Worker!, out var named))
            {
                if (_named.Count >= _options.NamedLimit)
                    return new(new PythonReply.PoolExhausted(_options.NamedLimit));
                _named[call.Worker!] = named = new Named(_make(kind));
            }
            named.LastUsed = _time.GetTimestamp();
            host = named.Host;
        }
        return host.CallAsync(call with { Worker = null }, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        Named[] all;
        lock (_lock)
        {
            all = [.. _named.Values];
            _named.Clear();
        }
        await Task.WhenAll(all.Select(named => named.Host.DisposeAsync().AsTask()));
    }

    private void EndIdle()
    {
        var idle = new List<Named>();
        lock (_lock)
        {
            foreach (var (name, named) in _named.ToArray())
            {
                var status = named.Host.Status;
                if (status.Running + status.Waiting > 0 || _time.GetElapsedTime(named.LastUsed) < _options.NamedTimeToLive)
                    continue;
                _named.Remove(name);
                idle.Add(named);
            }
        }
        foreach (var named in idle)
            _ = named.Host.DisposeAsync().AsTask();
    }

    private sealed class Named(PatternHost host)
    {
        public PatternHost Host { get; } = host;

        public long LastUsed { get; set; }
    }
}
