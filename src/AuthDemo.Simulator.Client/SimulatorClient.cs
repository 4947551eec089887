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
}

/// <summary>One thing a client did wrong.</summary>
/// <param name="Rule">Name of the rule, see docs/simulator.md.</param>
/// <param name="Severity">error, warning or info.</param>
/// <param name="Operation">The RP API's operation, or scan or open.</param>
/// <param name="Detail">Which member or verb; never a value.</param>
/// <param name="Advice">What to do instead.</param>
/// <param name="Count">How often it was seen.</param>
public sealed record LintFinding(string Rule, string Severity, string Operation, string? Detail, string Advice, int Count);

/// <summary>A person to make or change. A new person needs personal number, given name and surname.</summary>
/// <param name="Id">Lower-case letters, digits and '-', 1 to 32.</param>
public sealed record IdentityChange(string Id)
{
    /// <summary>12 digits with a right check digit.</summary>
    public string? PersonalNumber { get; init; }

    /// <summary>1 to 100 characters.</summary>
    public string? GivenName { get; init; }

    /// <summary>1 to 100 characters.</summary>
    public string? Surname { get; init; }

    /// <summary>Security code, 6 digits.</summary>
    public string? Code { get; init; }

    /// <summary>mobile, file or card.</summary>
    public string? Kind { get; init; }

    /// <summary>active, blocked or expired.</summary>
    public string? Status { get; init; }

    /// <summary>The app lacks features that orders ask for.</summary>
    public bool? AppTooOld { get; init; }

    /// <summary>Answers that there is no call.</summary>
    public bool? DeclinesCalls { get; init; }

    /// <summary>low, moderate, high, or blocked.</summary>
    public string? Risk { get; init; }

    /// <summary>The phone's address, or <c>same</c> for the end user's own.</summary>
    public string? IpAddress { get; init; }

    /// <summary>Prints the id only.</summary>
    public override string ToString() => $"identity {Id}";
}
