namespace AuthDemo.Sessions;

/// <summary>
/// The time of another clock when this one was created, plus monotonic time since: it does not step when the machine's clock is set. For
/// Orleans' collection of idle activations, which refuses to activate a grain when the time went back by more than the collection age.
/// </summary>
internal sealed class SteadyTimeProvider(TimeProvider inner) : TimeProvider
{
    private readonly DateTimeOffset _anchor = inner.GetUtcNow();
    private readonly long _started = inner.GetTimestamp();

    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _anchor + inner.GetElapsedTime(_started);

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);
}
