using AuthDemo.Simulator.Faults;
using AuthDemo.Simulator.Lint;
using AuthDemo.Simulator.Orders;
using AuthDemo.Simulator.Phone;
using AuthDemo.Simulator.Scenarios;
using AuthDemo.Simulator.Time;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.Control;

/// <summary>Steers the simulator over HTTP: <c>POST /control/VERB</c> with a JSON object, on the phone's listener.</summary>
internal sealed class ControlApi(
    SimulatorClock clock, OrderBook book, Identities identities, ScenarioDesk scenarios, FaultPlan faults, LintBook lint, LintReport report,
    RpCertificates certificates)
{
    private const int LongestAdvanceSeconds = 30 * 24 * 60 * 60;

    public void Map(IEndpointRouteBuilder routes) => Verbs.Map(routes, "/control/", new Dictionary<string, Func<Fields, Func<(int, object)>>>
    {
        ["clock"] = _ => () => Ok(Clock()),
        ["advance-clock"] = AdvanceClock,
        ["identities"] = _ => () => Ok(new { identities = identities.All.Select(IdentityView.Of) }),
        ["put-identity"] = PutIdentity,
        ["remove-identity"] = RemoveIdentity,
        ["scenarios"] = _ => () => Ok(Scenarios()),
        ["set-scenario"] = SetScenario,
        ["clear-scenario"] = _ => () => Done(scenarios.Clear),
        ["faults"] = _ => () => Ok(Faults()),
        ["add-fault"] = AddFault,
        ["clear-faults"] = _ => () => Done(faults.Clear),
        ["lint"] = _ => () => Ok(new { findings = report.Findings() }),
        ["clear-lint"] = _ => () => Done(lint.Clear),
        ["orders"] = _ => () => Ok(new { orders = book.Use((orders, now) => orders.ConvertAll(o => OrderView.Of(o, now))) }),
        ["issue-certificate"] = IssueCertificate,
        ["reset"] = _ => () => Done(Reset),
    });

    private object Clock() => new { now = clock.Now, offsetSeconds = clock.Offset.TotalSeconds };

    private Func<(int, object)> AdvanceClock(Fields body)
    {
        var seconds = body.RequiredNumber("seconds", 0, LongestAdvanceSeconds);
        return () =>
        {
            clock.Advance(TimeSpan.FromSeconds(seconds));
            return Ok(Clock());
        };
    }

    private Func<(int, object)> PutIdentity(Fields body)
    {
        var identity = IdentityReader.Read(body, identities);
        return () =>
        {
            identities.Put(identity);
            return Ok(new { identity = IdentityView.Of(identity) });
        };
    }

    private Func<(int, object)> RemoveIdentity(Fields body)
    {
        var id = body.Text("id", 1, 32, required: true);
        return () => identities.Remove(id!) ? Ok(new { }) : (StatusCodes.Status404NotFound, new { error = "unknownIdentity", message = "Nobody has this id." });
    }

    private object Scenarios() => new
    {
        current = scenarios.Current is { } current ? new { name = current.Scenario.Name, current.Holder, current.Times } : null,
        scenarios = Scenario.All.Select(s => new { s.Name, s.Summary }),
    };

    private Func<(int, object)> SetScenario(Fields body)
    {
        var name = body.Text("name", 1, 64, required: true);
        var scenario = name is null ? null : Scenario.Find(name);
        if (name is not null && scenario is null)
            body.Problem("name", "must be one of " + string.Join(", ", Scenario.All.Select(s => s.Name)));
        var holder = body.Text("holder", 1, 64);
        if (holder is not null && identities.Find(holder) is null)
            body.Problem("holder", "must be the id of one of the phone holders");
        var times = body.Number("times", 1, 1_000_000);
        return () => Done(() => scenarios.Set(scenario!, holder, times));
    }

    private object Faults() => new
    {
        planned = faults.All.Select(p => new { fault = p.Fault.Name, operation = p.Operation ?? "any", p.Times }),
        faults = FaultCatalogue.All.Select(f => new { f.Name, f.Summary, operation = f.Operation ?? "any" }),
    };

    private Func<(int, object)> AddFault(Fields body)
    {
        var name = body.Text("fault", 1, 64, required: true);
        var fault = name is null ? null : FaultCatalogue.Find(name);
        if (name is not null && fault is null)
            body.Problem("fault", "must be one of " + string.Join(", ", FaultCatalogue.All.Select(f => f.Name)));
        string[] operations = ["auth", "sign", "payment", "phone/auth", "phone/sign", "collect", "cancel"];
        var operation = body.Word("operation", false, operations);
        if (operation is not null && fault?.Operation is { } only && operation != only)
            body.Problem("operation", $"must be left out: this fault befalls {only} only");
        var times = body.Number("times", 1, 1_000_000);
        var seconds = body.Number("seconds", 0, 3600);
        if (seconds is not null && fault is Fault.Delays delays)
            fault = delays with { Seconds = seconds };
        return () => Done(() => faults.Add(new PlannedFault(fault!, operation ?? fault!.Operation, times)));
    }

    private Func<(int, object)> IssueCertificate(Fields body)
    {
        var name = body.Text("name", 1, 64, required: true);
        return () => Ok(certificates.IssuePem(name!));
    }

    /// <summary>Back to how it was at the start, but for the clock, which never goes back, and for issued certificates.</summary>
    private void Reset()
    {
        book.Use((orders, _) =>
        {
            orders.Clear();
            return 0;
        });
        identities.Reset();
        scenarios.Clear();
        faults.Clear();
        lint.Clear();
    }

    private static (int, object) Ok(object body) => (StatusCodes.Status200OK, body);

    private static (int, object) Done(Action act)
    {
        act();
        return Ok(new { });
    }
}
