using AuthDemo.PythonHost.Configuration;

namespace AuthDemo.PythonHost.Processes;

/// <summary>How long to wait before the next start, and when callers must no longer wait for one. Not synchronised.</summary>
internal sealed class StartBackoff(TimeSpan first, TimeSpan longest, int breakAfter, Jitter jitter)
{
    private int _failures;

    public StartBackoff(ProcessesOptions options, int breakAfter)
        : this(options.Backoff, options.MaxBackoff, breakAfter, new Jitter(options.Jitter, Random.Shared))
    {
    }

    /// <summary>So many starts failed in a row that callers are answered at once.</summary>
    public bool Broken => _failures >= breakAfter;

    /// <summary>Pause before the next start: none after a success; doubles with each failure, give or take the jitter.</summary>
    public TimeSpan Pause { get; private set; }

    public void Failed()
    {
        var doubled = first * Math.Pow(2, Math.Min(_failures++, 30));
        Pause = jitter.Of(doubled < longest ? doubled : longest);
    }

    public void Succeeded() => (_failures, Pause) = (0, TimeSpan.Zero);
}
