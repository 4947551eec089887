namespace AuthDemo.Sessions.Running;

/// <summary>
/// One session's clock: the wall clock when the session was taken up, plus monotonic time since. It never goes backwards within a
/// session, whatever happens to the machine's clock, and a session taken up on another node starts no earlier than it was left.
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
