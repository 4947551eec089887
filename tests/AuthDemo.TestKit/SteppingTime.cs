namespace AuthDemo.TestKit;

/// <summary>A clock that a test sets, as an operator sets that of a machine: monotonic time and timers do not notice.</summary>
public sealed class SteppingTime : TimeProvider
{
    private TimeSpan _elapsed;

    /// <summary>By how much the clock was set.</summary>
    public TimeSpan Step { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero) + _elapsed + Step;

    public override long GetTimestamp() => _elapsed.Ticks;

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan by) => _elapsed += by;
}
