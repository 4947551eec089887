namespace AuthDemo.Sessions.Processing;

/// <summary>
/// One session's clock: the wall clock when the session was started or resumed, plus monotonic time since. It never goes backwards within
/// a session, whatever happens to the system clock, and a session that is resumed on another node continues no earlier than it stopped.
/// </summary>
internal sealed class SessionClock
{
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _anchor;
    private readonly long _started;

    public SessionClock(TimeProvider time, DateTimeOffset notBefore = default)
    {
        _time = time;
        _started = time.GetTimestamp();
        var wall = time.GetUtcNow();
        _anchor = wall > notBefore ? wall : notBefore;
    }

    public DateTimeOffset Now => _anchor + _time.GetElapsedTime(_started);
}
