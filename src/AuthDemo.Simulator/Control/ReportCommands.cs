using AuthDemo.Simulator.Lint;
using AuthDemo.Simulator.Orders;
using AuthDemo.Simulator.Recording;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.Control;

/// <summary>What happened so far: orders, requests, and what the client did wrong.</summary>
internal sealed class ReportCommands(OrderStore store, RequestRecorder recorder, LintRecorder lint, LintReport report) : IControlCommands
{
    public IReadOnlyDictionary<string, JsonCommand> Commands => new Dictionary<string, JsonCommand>
    {
        ["orders"] = JsonCommands.Query(() => new { orders = store.Use((orders, now) => orders.ConvertAll(o => OrderView.Of(o, now))) }),
        ["requests"] = Requests,
        ["clear-requests"] = JsonCommands.Action(recorder.Clear),
        ["lint"] = JsonCommands.Query(() => new { findings = report.Findings() }),
        ["clear-lint"] = JsonCommands.Action(lint.Clear),
    };

    public void Reset()
    {
        store.Use((orders, _) =>
        {
            orders.Clear();
            return 0;
        });
        recorder.Clear();
        lint.Clear();
    }

    private Func<(int, object)> Requests(RequestFields body)
    {
        var after = body.Number("after", 0, int.MaxValue) ?? 0;
        var order = body.Number("order", 1, int.MaxValue);
        return () => JsonCommands.Ok(new { requests = recorder.List(after, order) });
    }
}
