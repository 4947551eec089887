namespace AuthDemo.Simulator.Client;

/// <summary>Automatic users, by the simulator's clock; docs/simulator.md lists the scenarios.</summary>
public sealed class Scenario
{
    private readonly SimulatorHttp _http;

    internal Scenario(SimulatorHttp http) => _http = http;

    /// <summary>From now on every new order plays the scenario.</summary>
    /// <param name="name">For instance completes, user-cancels, wrong-code, expires.</param>
    /// <param name="holder">Who plays it; null for the person the order is bound to, or elsa.</param>
    public Task PlayAlwaysAsync(string name, string? holder = null, CancellationToken cancellation = default) =>
        _http.ControlAsync<EmptyResponse>("set-scenario", new { name, holder }, cancellation);

    /// <summary>The next order plays the scenario, or the next few.</summary>
    public Task PlayNextAsync(string name, int times = 1, string? holder = null, CancellationToken cancellation = default) =>
        _http.ControlAsync<EmptyResponse>("set-scenario", new { name, holder, times }, cancellation);

    /// <summary>New orders wait for a phone again.</summary>
    public Task ClearAsync(CancellationToken cancellation = default) => _http.ControlAsync<EmptyResponse>("clear-scenario", new { }, cancellation);
}
