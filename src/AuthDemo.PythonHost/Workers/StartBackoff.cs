namespace AuthDemo.PythonHost.Workers;

/// <summary>How long to wait before the next start, and when to stop letting callers wait. The pool's lock guards it.</summary>
internal sealed class StartBackoff(TimeSpan first, TimeSpan most, int breakAfter, Jitter jitter)
{
    private int _failures;

    /// <summary>So many failures in a row that callers are answered at once.</summary>
    public bool Broken => _failures >= breakAfter;

    /// <summary>Pause before the next start: none after a success; doubles with each failure, give or take the jitter.</summary>
    public TimeSpan Pause { get; private set; }

    public void Failed()
    {
        var doubled = first * Math.Pow(2, Math.Min(_failures++, 30));
        Pause = jitter.Of(doubled < most ? doubled : most);
    }

    public void Succeeded() => (_failures, Pause) = (0, TimeSpan.Zero);
}
