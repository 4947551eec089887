namespace AuthDemo.Web.Security;

/// <summary>Limits a log entry that any request can cause to one a minute.</summary>
internal sealed class ReportInterval(TimeProvider time)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private long? _last;

    /// <summary>Whether to log now; then not again for a minute.</summary>
    public bool IsDue()
    {
        lock (_lock)
        {
            if (_last is { } last && time.GetElapsedTime(last) < s_interval)
                return false;
            _last = time.GetTimestamp();
            return true;
        }
    }
}
