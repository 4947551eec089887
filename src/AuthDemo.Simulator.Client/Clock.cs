namespace AuthDemo.Simulator.Client;

/// <summary>The simulator's clock. It runs, and can be moved forward; the relying party's clock does not move with it.</summary>
public sealed class Clock
{
    private readonly SimulatorHttp _http;

    internal Clock(SimulatorHttp http) => _http = http;

    /// <summary>Moves time forward by whole seconds, 0 to 30 days.</summary>
    /// <returns>The simulator's time then.</returns>
    public async Task<DateTimeOffset> AdvanceAsync(int seconds, CancellationToken cancellation = default) =>
        (await _http.ControlAsync<Time>("advance-clock", new { seconds }, cancellation)).Now;

    /// <summary>The simulator's time.</summary>
    public async Task<DateTimeOffset> NowAsync(CancellationToken cancellation = default) =>
        (await _http.ControlAsync<Time>("clock", new { }, cancellation)).Now;

    private sealed record Time(DateTimeOffset Now);
}
