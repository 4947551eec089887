namespace AuthDemo.PythonHost.Workers;

/// <summary>How long to wait before the next start, and when to stop letting callers wait. The pool's lock guards it.</summary>
internal sealed class StartBackoff(TimeSpan first, TimeSpan most, int breakAfter)
{
    private int _failures;

    /// <summary>So many failures in a row that callers are answered at once.</summary>
    public bool Broken => _failures >= breakAfter;

    /// <summary>Pause before the next start: doubles with each failure.</summary>
    public TimeSpan Pause
    {
        get
        {
            if (_failures == 0) return TimeSpan.Zero;
            var doubled = first * Math.Pow(2, Math.Min(_failures - 1, 30));
            return doubled < most ? doubled : most;
        }
    }

    public void Failed() => _failures++;

    public void Succeeded() => _failures = 0;
}
