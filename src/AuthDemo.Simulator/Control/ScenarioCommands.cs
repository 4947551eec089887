using AuthDemo.Simulator.Identities;
using AuthDemo.Simulator.Scenarios;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.Control;

internal sealed class ScenarioCommands(ScenarioAssignment scenarios, IdentityStore identities) : IControlCommands
{
    public IReadOnlyDictionary<string, JsonCommand> Commands => new Dictionary<string, JsonCommand>
    {
        ["scenarios"] = JsonCommands.Query(List),
        ["set-scenario"] = Set,
        ["clear-scenario"] = JsonCommands.Action(scenarios.Clear),
    };

    public void Reset() => scenarios.Clear();

    private object List() => new
    {
        current = scenarios.Current is { } current ? new { name = current.Scenario.Name, current.Holder, current.Times } : null,
        scenarios = Scenario.All.Select(s => new { s.Name, s.Summary }),
    };

    private Func<(int, object)> Set(RequestFields body)
    {
        var name = body.Text("name", 1, 64, required: true);
        var scenario = name is null ? null : Scenario.Find(name);
        if (name is not null && scenario is null)
            body.AddProblem("name", "must be one of " + string.Join(", ", Scenario.All.Select(s => s.Name)));
        var holder = body.Text("holder", 1, 64);
        if (holder is not null && identities.Find(holder) is null)
            body.AddProblem("holder", "must be the id of one of the phone holders");
        var times = body.Number("times", 1, 1_000_000);
        return JsonCommands.Do(() => scenarios.Set(scenario!, holder, times));
    }
}
