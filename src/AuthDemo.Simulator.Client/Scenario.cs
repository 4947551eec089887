namespace AuthDemo.Simulator.Client;

/// <summary>Lets users act by themselves, by the simulator's clock: see docs/simulator.md for what there is.</summary>
public sealed class Scenario
{
    private readonly SimulatorHttp _http;

    internal Scenario(SimulatorHttp http) => _http = http;

    /// <summary>Every new order plays the scenario from now on.</summary>
    /// <param name="name">For instance completes, user-cancels, wrong-code, expires.</param>
    /// <param name="holder">Who plays it; null for the person the order is bound to, or elsa.</param>
    public Task PlayAlwaysAsync(string name, string? holder = null, CancellationToken cancellation = default) =>
        _http.ControlAsync<Nothing>("set-scenario", new { name, holder }, cancellation);

    /// <summary>The next order plays the scenario, or the next few.</summary>
    public Task PlayNextAsync(string name, int times = 1, string? holder = null, CancellationToken cancellation = default) =>
        _http.ControlAsync<Nothing>("set-scenario", new { name, holder, times }, cancellation);

    /// <summary>New orders wait for a phone again.</summary>
    public Task ClearAsync(CancellationToken cancellation = default) => _http.ControlAsync<Nothing>("clear-scenario", new { }, cancellation);
}
