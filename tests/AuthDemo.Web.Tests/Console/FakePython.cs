using AuthDemo.PythonHost;
using AuthDemo.PythonHost.Configuration;
using AuthDemo.Web.Console.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AuthDemo.Web.Tests.Console;

/// <summary>A Python host that a test controls. A call returns at once and advances the test's clock a little.</summary>
internal sealed class FakePython(PythonHostStatus status) : IPythonHostStatus, IPythonRunners
{
    public static readonly PythonHostStatus Serving = new(PythonHostCondition.Serving, "pythonnet", "3.13.0 (/usr/bin/python3.13)", 2, 7, 1, 0, null);

    public PythonHostStatus Status
    {
        get => Bug is { } bug ? throw bug : field;
        set;
    } = status;

    /// <summary>An exception to throw instead of a status, if set.</summary>
    public Exception? Bug { get; set; }

    public IReadOnlyList<PythonRunner> Runners { get; set; } = [];

    /// <summary>The reply to a restart.</summary>
    public RestartReply Answers { get; set; } = new RestartReply.Restarted();

    public List<string> Restarted { get; } = [];

    /// <summary>Moved on by <see cref="CallTakes"/> with every call, where it is set.</summary>
    public FakeTimeProvider? Time { get; set; }

    public TimeSpan CallTakes { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Calls wait for this task before they return.</summary>
    public Task Held { get; set; } = Task.CompletedTask;

    /// <summary>A pattern that does not start in a comparison.</summary>
    public PythonPattern? Broken { get; set; }

    /// <summary>A pattern whose calls fail in a comparison, but for the first.</summary>
    public PythonPattern? Failing { get; set; }

    public List<PythonPattern> Opened { get; } = [];

    public int Closed { get; private set; }

    public Task<RestartReply> RestartAsync(string id, CancellationToken cancellation = default)
    {
        Restarted.Add(id);
        return Task.FromResult(Answers);
    }

    /// <summary>Registers the host in use and the services through which the console reads it.</summary>
    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton<IPythonHostStatus>(this);
        services.AddSingleton<IPythonRunners>(this);
        services.AddSingleton(InUse);
        services.AddSingleton<PythonHostFactory>(Open);
    }

    /// <summary>The host in use.</summary>
    public IPythonHost InUse => new Own(this, PythonPattern.Auto);

    /// <summary>A separate host for a comparison.</summary>
    public IPythonHost Open(PythonPattern pattern)
    {
        Opened.Add(pattern);
        return new Own(this, pattern);
    }

    private async ValueTask<PythonReply> CallAsync(CancellationToken cancellation)
    {
        await Held.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (cancellation.IsCancellationRequested)
            return new PythonReply.Cancelled();
        Time?.Advance(CallTakes);
        return new PythonReply.Returned(default);
    }

    private sealed class Own(FakePython parent, PythonPattern pattern) : IPythonHost
    {
        private int _calls;

        public async ValueTask<PythonReply> CallAsync(PythonCall call, CancellationToken cancellation = default)
        {
            if (pattern == parent.Broken)
                return new PythonReply.StartFailed("no");
            var reply = await parent.CallAsync(cancellation);
            return Interlocked.Increment(ref _calls) > 1 && pattern == parent.Failing ? new PythonReply.PoolExhausted(1) : reply;
        }

        public ValueTask DisposeAsync()
        {
            parent.Closed++;
            return ValueTask.CompletedTask;
        }
    }
}
