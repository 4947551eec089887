using AuthDemo.Simulator.Evidence;
using AuthDemo.Simulator.Faults;
using AuthDemo.Simulator.Lint;
using AuthDemo.Simulator.Orders;
using AuthDemo.Simulator.Scenarios;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.RpApi;

/// <summary>The operations of the RP API on a request that came through HTTP in good form.</summary>
internal sealed class RpOperations(RpOrders orders, ScenarioDesk scenarios, EvidenceMaker evidence, FaultPlan faults, LintBook lint)
{
    private static readonly Dictionary<string, StartRules> s_starts = StartRules.All.ToDictionary(r => r.Path, StringComparer.Ordinal);

    public static bool Exists(string operation) => s_starts.ContainsKey(operation) || operation is "collect" or "cancel";

    /// <param name="named">The scenario that the request asks for.</param>
    /// <param name="onCompletion">The fault that the request asks for, to befall it if it finds the order complete.</param>
    public RpReply Run(string operation, Fields body, RelyingParty owner, Scenario? named, Fault? onCompletion)
    {
        var reply = operation switch
        {
            "collect" => WithOrderRef(body, orderRef => Collect(orderRef, owner, onCompletion)),
            "cancel" => WithOrderRef(body, orderRef => orders.Cancel(orderRef, owner) ? RpReply.Ok(new { }) : NoSuchOrder()),
            _ => Start(s_starts[operation], body, owner, named),
        };
        if (body.Problems.Count > 0)
            lint.Note(LintRule.InvalidParameters, operation, string.Join("; ", body.Problems));
        return reply;
    }

    private RpReply Start(StartRules rules, Fields body, RelyingParty owner, Scenario? named)
    {
        var request = StartRequest.Read(body, rules);
        if (body.Problems.Count > 0)
            return RpReply.Invalid(string.Join("; ", body.Problems));
        StartLint.Check(lint, rules.Path, body, request);
        if (orders.Start(request, owner, order => scenarios.Assign(order, named)) is not { } order)
            return RpReply.Error(StatusCodes.Status400BadRequest, "alreadyInProgress",
                "The user already has an order in progress. It was aborted and no order was created.");
        return RpReply.Ok(rules.Kind.IsByPhoneCall()
            ? new PhoneStartReply(order.OrderRef)
            : new StartReply(order.OrderRef, order.AutoStartToken, order.QrStartToken, order.QrStartSecret));
    }

    private RpReply Collect(Guid orderRef, RelyingParty owner, Fault? onCompletion) => orders.Collect(orderRef, owner) switch
    {
        Collected.Pending pending => RpReply.Ok(new CollectReply(orderRef.ToString(), "pending", pending.HintCode, null)),
        Collected.Failed failed => RpReply.Ok(new CollectReply(orderRef.ToString(), "failed", failed.HintCode, null)),
        Collected.Complete complete => Complete(complete.Order, onCompletion ?? faults.Take(Fault.Completion)),
        _ => NoSuchOrder(),
    };

    private RpReply Complete(Order order, Fault? fault)
    {
        var proof = evidence.Make(order, fault is Fault.Forges forges ? forges.Forgery : Forgery.None);
        var reply = RpReply.Ok(new CollectReply(order.OrderRef.ToString(), "complete", null, CompletionData.Of(order, proof)));
        return fault is Fault.Distorts distorts ? FaultLine.Distort(reply, distorts) : reply;
    }

    private static RpReply WithOrderRef(Fields body, Func<Guid, RpReply> answer)
    {
        var text = body.Text("orderRef", 36, 36, required: true);
        if (body.Problems.Count == 0 && !Guid.TryParseExact(text, "D", out _))
            body.Problem("orderRef", "must be a UUID");
        return body.Problems.Count > 0 ? RpReply.Invalid(string.Join("; ", body.Problems)) : answer(Guid.ParseExact(text!, "D"));
    }

    private static RpReply NoSuchOrder() => RpReply.Invalid("No such order");
}
