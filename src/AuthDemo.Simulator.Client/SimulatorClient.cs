namespace AuthDemo.Simulator.Client;

/// <summary>
/// Drives a running simulator over HTTP: people with phones, scenarios, faults, time, and the lint report. Safe to use from several
/// threads; each call is one request. A call that the simulator finds malformed throws <see cref="SimulatorException"/>.
/// </summary>
public sealed class SimulatorClient : IDisposable
{
    private readonly SimulatorHttp _http;

    /// <param name="phoneUrl">The simulator's phone address, <c>phoneUrl</c> in <c>simulator.json</c>.</param>
    public SimulatorClient(Uri phoneUrl)
    {
        _http = new SimulatorHttp(phoneUrl);
        Clock = new Clock(_http);
        Scenario = new Scenario(_http);
        Faults = new Faults(_http);
    }

    /// <summary>The simulator's time.</summary>
    public Clock Clock { get; }

    /// <summary>What users do by themselves.</summary>
    public Scenario Scenario { get; }

    /// <summary>What goes wrong between relying party and BankID.</summary>
    public Faults Faults { get; }

    /// <summary>The phone of one person.</summary>
    /// <param name="holder">Id of the person: elsa, omar, asa, karl, mira, or one made by <see cref="PutIdentityAsync"/>.</param>
    public Phone Phone(string holder = "elsa") => new(_http, holder);

    /// <summary>A phone that holds the BankIDs of several people: its user chooses one with <see cref="Phone.ChooseIdentityAsync"/>.</summary>
    public Phone SharedPhone() => new(_http, null);

    /// <summary>The people whose phones can be used.</summary>
    public async Task<IReadOnlyList<Person>> PeopleAsync(CancellationToken cancellation = default) =>
        (await _http.HoldersAsync(cancellation)).Holders;

    /// <summary>The orders that clients of the RP API made and the simulator has not forgotten, the oldest first. What a page must not
    /// cost anybody is seen here: no order.</summary>
    public async Task<IReadOnlyList<OrderState>> OrdersAsync(CancellationToken cancellation = default) =>
        (await _http.ControlAsync<OrderList>("orders", new { }, cancellation)).Orders;

    /// <summary>Makes a person, or changes one: only what is given changes.</summary>
    public Task PutIdentityAsync(IdentityChange identity, CancellationToken cancellation = default) =>
        _http.ControlAsync<Nothing>("put-identity", identity, cancellation);

    /// <summary>What clients of the RP API did wrong so far, the most severe first.</summary>
    public async Task<IReadOnlyList<LintFinding>> LintAsync(CancellationToken cancellation = default) =>
        (await _http.ControlAsync<LintReport>("lint", new { }, cancellation)).Findings;

    /// <summary>Forgets orders, identities made or changed, scenario, faults and findings. Time stays where it is.</summary>
    public Task ResetAsync(CancellationToken cancellation = default) => _http.ControlAsync<Nothing>("reset", new { }, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private sealed record LintReport(IReadOnlyList<LintFinding> Findings);

    private sealed record OrderList(IReadOnlyList<OrderState> Orders);
}
