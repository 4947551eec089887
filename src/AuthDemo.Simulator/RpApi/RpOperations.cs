using AuthDemo.Simulator.Evidence;
using AuthDemo.Simulator.Faults;
using AuthDemo.Simulator.Lint;
using AuthDemo.Simulator.Orders;
using AuthDemo.Simulator.Scenarios;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.RpApi;

/// <summary>The operations of the RP API on a request that passed the HTTP checks.</summary>
internal sealed class RpOperations(
    OrderService orders, ScenarioAssignment scenarios, EvidenceFactory evidence, FaultPlan faults, LintRecorder lint)
{
    private static readonly Dictionary<string, StartEndpoint> s_starts = StartEndpoint.All.ToDictionary(e => e.Path, StringComparer.Ordinal);

    public static bool Exists(string operation) => s_starts.ContainsKey(operation) || operation is "collect" or "cancel";

    public RpResponse Run(RpCall call, RequestFields body)
    {
        var response = call.Operation switch
        {
            "collect" => WithOrderRef(call, body, orderRef => Collect(orderRef, call)),
            "cancel" => WithOrderRef(call, body, orderRef => orders.Cancel(orderRef, call.Owner) ? RpResponse.Ok(new { }) : NoSuchOrder()),
            _ => Start(call, body, s_starts[call.Operation]),
        };
        if (body.Problems.Count > 0)
            lint.Record(LintRule.InvalidParameters, call.Operation, body.ProblemText);
        return response;
    }

    private RpResponse Start(RpCall call, RequestFields body, StartEndpoint endpoint)
    {
        var request = StartRequestReader.Read(body, endpoint);
        if (body.Problems is [var problem, ..])
            return RpResponse.Invalid(RpErrorDetails.Of(problem));
        StartRequestLint.Check(lint, endpoint.Path, body, request);
        if (orders.Start(request, call.Owner, order => scenarios.AssignTo(order, call.Scenario)) is not { } order)
            return RpResponse.Error(StatusCodes.Status400BadRequest, "alreadyInProgress", RpErrorDetails.AlreadyInProgress);
        call.OrderNumber = order.Number;
        return RpResponse.Ok(endpoint.Kind.IsAddressedToPerson()
            ? new OrderRefResponse(order.OrderRef)
            : new StartResponse(order.OrderRef, order.AutoStartToken, order.QrStartToken, order.QrStartSecret));
    }

    private RpResponse Collect(Guid orderRef, RpCall call) => orders.Collect(orderRef, call.Owner) switch
    {
        CollectResult.Pending pending => RpResponse.Ok(new CollectResponse(orderRef.ToString(), "pending", pending.HintCode, null)),
        CollectResult.Failed failed => RpResponse.Ok(new CollectResponse(orderRef.ToString(), "failed", failed.HintCode, null)),
        CollectResult.Complete complete => Complete(complete.Order, call.CompletionFault ?? faults.Take(Fault.Completion)),
        CollectResult.NoSuchOrder => NoSuchOrder(),
        var other => throw new InvalidOperationException($"{other.GetType().Name} has no response."),
    };

    private RpResponse Complete(Order order, Fault? fault)
    {
        var signed = evidence.Create(order, fault is Fault.ForgesEvidence forges ? forges.Forgery : Forgery.None);
        var response = RpResponse.Ok(new CollectResponse(order.OrderRef.ToString(), "complete", null, CompletionData.Of(order, signed)));
        return fault is Fault.ModifiesResponse modifies ? FaultInjector.Modify(response, modifies) : response;
    }

    private RpResponse WithOrderRef(RpCall call, RequestFields body, Func<Guid, RpResponse> run)
    {
        var text = body.Text("orderRef", 36, 36, required: true);
        if (text is not null && !Guid.TryParseExact(text, "D", out _))
            body.AddProblem("orderRef", "must be a UUID");
        if (body.Problems is [var problem, ..])
            return RpResponse.Invalid(RpErrorDetails.Of(problem));
        var orderRef = Guid.ParseExact(text!, "D");
        call.OrderNumber = orders.NumberOf(orderRef, call.Owner);
        return run(orderRef);
    }

    private static RpResponse NoSuchOrder() => RpResponse.Invalid(RpErrorDetails.NoSuchOrder);
}
