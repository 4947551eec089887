namespace AuthDemo.Simulator.Client;

/// <summary>Lets requests to BankID fail: see docs/simulator.md for what there is.</summary>
public sealed class Faults
{
    private readonly SimulatorHttp _http;

    internal Faults(SimulatorHttp http) => _http = http;

    /// <summary>The fault befalls every matching request until cleared.</summary>
    /// <param name="name">For instance maintenance, rate-limited, slow, reset, garbage, unknown-hint.</param>
    /// <param name="operation">auth, sign, payment, phone/auth, phone/sign, collect or cancel; null for any.</param>
    /// <param name="seconds">How long slow is slow.</param>
    public Task AddAsync(string name, string? operation = null, int? seconds = null, CancellationToken cancellation = default) =>
        _http.ControlAsync<Nothing>("add-fault", new { fault = name, operation, seconds }, cancellation);

    /// <summary>The fault befalls the next matching requests only.</summary>
    public Task AddNextAsync(string name, int times = 1, string? operation = null, CancellationToken cancellation = default) =>
        _http.ControlAsync<Nothing>("add-fault", new { fault = name, operation, times }, cancellation);

    /// <summary>All is well again.</summary>
    public Task ClearAsync(CancellationToken cancellation = default) => _http.ControlAsync<Nothing>("clear-faults", new { }, cancellation);
}
