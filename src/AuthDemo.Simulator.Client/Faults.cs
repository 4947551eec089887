namespace AuthDemo.Simulator.Client;

/// <summary>Injects errors into requests to BankID; docs/simulator.md lists them.</summary>
public sealed class Faults
{
    private readonly SimulatorHttp _http;

    internal Faults(SimulatorHttp http) => _http = http;

    /// <summary>Applies the fault to every matching request until cleared.</summary>
    /// <param name="name">For instance maintenance, rate-limited, slow, reset, garbage, unknown-hint.</param>
    /// <param name="operation">auth, sign, payment, phone/auth, phone/sign, other/payment, collect, cancel or completion; null for the fault's default.</param>
    /// <param name="seconds">Duration of the fault slow.</param>
    public Task AddAsync(string name, string? operation = null, int? seconds = null, CancellationToken cancellation = default) =>
        _http.ControlAsync<EmptyResponse>("add-fault", new { fault = name, operation, seconds }, cancellation);

    /// <summary>Applies the fault to the next matching requests only.</summary>
    public Task AddNextAsync(string name, int times = 1, string? operation = null, CancellationToken cancellation = default) =>
        _http.ControlAsync<EmptyResponse>("add-fault", new { fault = name, operation, times }, cancellation);

    /// <summary>Removes all planned faults.</summary>
    public Task ClearAsync(CancellationToken cancellation = default) => _http.ControlAsync<EmptyResponse>("clear-faults", new { }, cancellation);
}
