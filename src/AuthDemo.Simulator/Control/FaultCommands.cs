using AuthDemo.Simulator.Faults;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.Control;

internal sealed class FaultCommands(FaultPlan faults) : IControlCommands
{
    private const string AnyOperation = "any";

    private static readonly string[] s_operations =
        ["auth", "sign", "payment", "phone/auth", "phone/sign", "other/payment", "collect", "cancel", Fault.Completion];

    public IReadOnlyDictionary<string, JsonCommand> Commands => new Dictionary<string, JsonCommand>
    {
        ["faults"] = JsonCommands.Query(List),
        ["add-fault"] = Add,
        ["clear-faults"] = JsonCommands.Action(faults.Clear),
    };

    public void Reset() => faults.Clear();

    private object List() => new
    {
        planned = faults.All.Select(p => new { fault = p.Fault.Name, operation = p.Operation ?? AnyOperation, p.Times }),
        faults = FaultCatalogue.All.Select(f => new { f.Name, f.Summary, operation = f.Operation ?? AnyOperation }),
        operations = s_operations,
    };

    private Func<(int, object)> Add(RequestFields body)
    {
        var name = body.Text("fault", 1, 64, required: true);
        var fault = name is null ? null : FaultCatalogue.Find(name);
        if (name is not null && fault is null)
            body.AddProblem("fault", "must be one of " + string.Join(", ", FaultCatalogue.All.Select(f => f.Name)));
        var operation = body.Word("operation", false, s_operations);
        if (operation is not null && fault is not null && !CanApply(fault, operation))
            body.AddProblem("operation", $"must be {fault.Operation ?? $"another one: {fault.Name} does not change completion data"}");
        var times = body.Number("times", 1, 1_000_000);
        var seconds = body.Number("seconds", 0, 3600);
        if (seconds is not null && fault is Fault.DelaysOperation delays)
            fault = delays with { Seconds = seconds };
        return JsonCommands.Do(() => faults.Add(new PlannedFault(fault!, operation ?? fault!.Operation, times)));
    }

    private static bool CanApply(Fault fault, string operation) =>
        fault.Operation is { } only ? operation == only : operation is not Fault.Completion;
}
