namespace AuthDemo.PythonHost.Hosting;

/// <summary>One way of running Python. It takes calls from the host's queue from its start until it is stopped.</summary>
internal interface IPattern : IAsyncDisposable
{
    /// <summary>As in metrics and logs.</summary>
    string Name { get; }

    /// <summary>Starts what runs calls; what went wrong, or null. Started once.</summary>
    Task<string?> StartAsync(CancellationToken cancellation);

    /// <summary>What is up and what is not.</summary>
    PatternStatus Status { get; }

    /// <summary>What runs calls, one by one; see <see cref="IPythonRunners"/>.</summary>
    IReadOnlyList<PythonRunner> Runners { get; }

    /// <summary>Puts another in the place of a runner; see <see cref="IPythonRunners.RestartAsync"/>. One at a time.</summary>
    Task<RestartReply> RestartAsync(string id);

    /// <summary>Takes no more calls and waits for the running ones as long as the token allows.</summary>
    Task DrainAsync(CancellationToken patience);
}

/// <summary>Who started a pattern and wants to know when it can no longer serve.</summary>
internal interface IPatternOwner
{
    /// <summary>Nothing is left that could run a call.</summary>
    void Lost(string trouble);

    /// <summary>What was lost came back.</summary>
    void Recovered();
}

/// <summary>How a pattern is doing.</summary>
/// <param name="Python">Version and executable, or the address of a service.</param>
/// <param name="Runners">Interpreters or processes that serve.</param>
/// <param name="Wanted">How many there should be at least.</param>
/// <param name="Lost">Interpreters set aside or processes that died, since the start.</param>
/// <param name="Trouble">What an operator must know; null when all is well.</param>
internal sealed record PatternStatus(string Python, int Runners, int Wanted, int Lost, string? Trouble);
