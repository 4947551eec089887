namespace AuthDemo.EndToEnd.Tests;

/// <summary>The simulator's clock in a story's hand: the machine's time, moved forward at will.</summary>
internal sealed class ShiftableTime : TimeProvider
{
    private long _shiftTicks;

    public void Advance(TimeSpan by) => Interlocked.Add(ref _shiftTicks, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _shiftTicks));

    public override long GetTimestamp() =>
        base.GetTimestamp() + (long)(TimeSpan.FromTicks(Interlocked.Read(ref _shiftTicks)).TotalSeconds * TimestampFrequency);
}
