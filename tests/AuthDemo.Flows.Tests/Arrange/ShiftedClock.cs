namespace AuthDemo.Flows.Tests.Arrange;

/// <summary>Another machine's clock: ahead of the given one by a fixed time, otherwise the same.</summary>
internal sealed class ShiftedClock(TimeProvider clock, TimeSpan ahead) : TimeProvider
{
    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + ahead;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}
