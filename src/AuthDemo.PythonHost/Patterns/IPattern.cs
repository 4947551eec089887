using AuthDemo.PythonHost.Configuration;

namespace AuthDemo.PythonHost.Patterns;

/// <summary>
/// One way of running Python. It takes calls from the host's queue from its start until it is stopped, and says all that the host needs
/// to know of it.
/// </summary>
internal interface IPattern : IAsyncDisposable
{
    /// <summary>As in metrics and logs.</summary>
    string Name { get; }

    /// <summary>The value of <c>Python:Pattern</c> that runs Python like this.</summary>
    PythonPattern Kind { get; }

    /// <summary>Where calls of named workers run. Known once it has started.</summary>
    NamedWorkerSupport NamedWorkers { get; }

    /// <summary>What takes over the queue when this one is lost; null when nothing does.</summary>
    PythonPattern? Successor { get; }

    /// <summary>Starts what runs calls; what went wrong, or null. Started once.</summary>
    Task<string?> StartAsync(CancellationToken cancellation);

    /// <summary>A snapshot of its condition.</summary>
    PatternStatus Status { get; }

    /// <summary>What runs calls, one by one; see <see cref="IPythonRunners"/>.</summary>
    IReadOnlyList<PythonRunner> Runners { get; }

    /// <summary>Starts a replacement for a runner and ends the runner; see <see cref="IPythonRunners.RestartAsync"/>. One at a time.</summary>
    Task<RestartReply> RestartAsync(string id);

    /// <summary>Takes no more calls, waits for the running ones as long as the token allows, then ends them by force.</summary>
    Task DrainAsync(CancellationToken patience);
}

/// <summary>Where a pattern runs calls of named workers.</summary>
internal enum NamedWorkerSupport
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>Where all others run: there is one interpreter.</summary>
    Shared,

    /// <summary>In an interpreter or a process of their own.</summary>
    Own,
}

/// <summary>The host of a pattern, as the pattern sees it. Calls of a pattern that is no longer in use have no effect.</summary>
internal interface IPatternOwner
{
    /// <summary>Nothing is left that could run a call.</summary>
    void Lost(IPattern pattern, string reason);

    /// <summary>A pattern that was lost runs calls again.</summary>
    void Recovered(IPattern pattern);
}

/// <summary>The condition of a pattern.</summary>
/// <param name="Python">Version and executable, or the address of a service.</param>
/// <param name="Runners">Interpreters or processes that serve.</param>
/// <param name="Wanted">How many there should be at least.</param>
/// <param name="Lost">Interpreters set aside or processes that died, since the start.</param>
/// <param name="Problem">What an operator must know; null when all is well.</param>
internal sealed record PatternStatus(string Python, int Runners, int Wanted, int Lost, string? Problem)
{
    /// <summary>What would serve better, in a sentence; null for nothing. Not a problem.</summary>
    public string? Advice { get; init; }
}
