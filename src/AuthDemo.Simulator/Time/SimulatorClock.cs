namespace AuthDemo.Simulator.Time;

/// <summary>The simulator's clock: the given <see cref="TimeProvider"/> plus an offset that only grows.</summary>
internal sealed class SimulatorClock(TimeProvider source)
{
    private long _offsetTicks;

    public DateTimeOffset Now => source.GetUtcNow() + Offset;

    public TimeSpan Offset => TimeSpan.FromTicks(Interlocked.Read(ref _offsetTicks));

    /// <summary>Moves the clock forward. The relying party's clock stays: its QR codes become that much older.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        Interlocked.Add(ref _offsetTicks, by.Ticks);
    }
}
