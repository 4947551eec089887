using AuthDemo.Simulator.Certificates;
using AuthDemo.Simulator.Control;
using AuthDemo.Simulator.Evidence;
using AuthDemo.Simulator.Faults;
using AuthDemo.Simulator.Identities;
using AuthDemo.Simulator.Lint;
using AuthDemo.Simulator.Orders;
using AuthDemo.Simulator.Pages;
using AuthDemo.Simulator.Phone;
using AuthDemo.Simulator.Recording;
using AuthDemo.Simulator.RpApi;
using AuthDemo.Simulator.Scenarios;
using AuthDemo.Simulator.Time;

namespace AuthDemo.Simulator;

/// <summary>Composition of one simulator: the objects that its two listeners share.</summary>
internal sealed class SimulatorParts
{
    private readonly SimulatorOptions _options;
    private readonly CertificateFolder _folder;
    private readonly SimulatorClock _clock;
    private readonly LintRecorder _lint;
    private readonly OrderStore _store;
    private readonly IdentityStore _identities = new();
    private readonly ScenarioAssignment _scenarios;
    private readonly FaultPlan _faults = new();
    private readonly RequestRecorder _recorder = new();
    private readonly EvidenceFactory _evidence;

    public SimulatorParts(SimulatorOptions options, CertificateFolder folder)
    {
        (_options, _folder) = (options, folder);
        Pki = new Lazy<BankIdPki>(() => BankIdPki.Open(folder.GetOrCreate, keySet: ""));
        _evidence = new EvidenceFactory(Pki);
        _clock = new SimulatorClock(options.TimeProvider);
        _lint = new LintRecorder(_clock);
        _store = new OrderStore(_clock, _lint.RecordIfNotCollected);
        Lint = new LintReport(_store, _lint);
        _scenarios = new ScenarioAssignment(_identities);
        if (options.Scenario is { } name)
            _scenarios.Set(Scenario.Find(name)!, holder: null, times: null);
    }

    public ConnectionCounter Connections { get; } = new();

    public Lazy<BankIdPki> Pki { get; }

    public LintReport Lint { get; }

    public WebApplication CreateRpApi()
    {
        var operations = new RpOperations(new OrderService(_store, _lint), _scenarios, _evidence, _faults, _lint);
        var endpoints = new RpEndpoints(
            operations, new RelyingPartyAuthenticator(_folder.Authority), _faults, _lint, _recorder, _clock,
            _options.LoggerFactory.CreateLogger<RpEndpoints>());
        var app = ListenerFactory.CreateRpApi(_options.RpPort, _folder.Server(_options.HostName), Connections, _options.LoggerFactory);
        app.Run(endpoints.HandleAsync);
        return app;
    }

    public WebApplication CreatePhone()
    {
        var app = ListenerFactory.CreatePhone(_options.PhonePort, _options.LoggerFactory);
        app.RequireLoopbackHost();
        PageFiles.Map(app);
        new PhoneApi(
            _identities,
            new AppStart(_store, _lint, _options.ScanTolerance),
            new UserActions(_store, _identities, _options.ProcessingTime, _evidence.PrepareKeys)).Map(app);
        new ControlApi(
        [
            new ClockCommands(_clock),
            new IdentityCommands(_identities),
            new ScenarioCommands(_scenarios, _identities),
            new FaultCommands(_faults),
            new ReportCommands(_store, _recorder, _lint, Lint),
            new CertificateCommands(_folder.Authority),
        ]).Map(app);
        return app;
    }
}
