using AuthDemo.Simulator.Identities;
using AuthDemo.Simulator.Lint;
using AuthDemo.Simulator.Orders;

namespace AuthDemo.Simulator.RpApi;

/// <summary>What a relying party can do with orders: start, collect, cancel.</summary>
internal sealed class OrderService(OrderStore store, LintRecorder lint)
{
    private static readonly TimeSpan s_minCollectInterval = TimeSpan.FromSeconds(1);

    /// <summary>How much shorter than the client's full second an interval may arrive because of network latency.</summary>
    private static readonly TimeSpan s_jitter = TimeSpan.FromMilliseconds(50);

    private int _count;

    /// <summary>Creates an order. Returns null when the user it is bound to already has one in progress: no order is created then,
    /// and the running one is cancelled, so that a retry works.</summary>
    /// <param name="initialize">Called with the new order before anyone else can see it.</param>
    public Order? Start(OrderRequest request, RelyingParty owner, Action<Order> initialize) => store.Use((orders, now) =>
    {
        var running = request.PersonalNumber is { } user ? orders.Where(o => o.IsPending && o.IsFor(user)).ToList() : [];
        foreach (var order in running)
            order.Fail(FailureHint.Cancelled, now);
        if (running.Count > 0)
            return null;
        var created = new Order(++_count, request, owner, now);
        initialize(created);
        orders.Add(created);
        return created;
    });

    /// <summary>The state of an order. A final result is returned once; afterwards, and for any other certificate, the order is unknown.</summary>
    public CollectResult Collect(Guid orderRef, RelyingParty owner) => store.Use<CollectResult>((orders, now) =>
    {
        if (Find(orders, orderRef, owner) is not { } order)
            return new CollectResult.NoSuchOrder();
        CheckInterval(order, now);
        if (!order.IsCollectable(now))
            return new CollectResult.NoSuchOrder();
        if (order.IsPending)
            return new CollectResult.Pending(HintCodes.Pending(order.Step, order.Request.Kind));
        order.MarkDelivered();
        return order.Failure is { } failure ? new CollectResult.Failed(HintCodes.Failed(failure)) : new CollectResult.Complete(order);
    });

    /// <summary>Ends a pending order; false when there is none.</summary>
    public bool Cancel(Guid orderRef, RelyingParty owner) => store.Use((orders, now) =>
    {
        if (Find(orders, orderRef, owner) is not { IsPending: true } order)
            return false;
        order.Fail(FailureHint.Cancelled, now);
        order.MarkDelivered();
        return true;
    });

    /// <summary>The order's number; null when the relying party has no such order.</summary>
    public int? NumberOf(Guid orderRef, RelyingParty owner) => store.Use((orders, _) => Find(orders, orderRef, owner)?.Number);

    private static Order? Find(List<Order> orders, Guid orderRef, RelyingParty owner) =>
        orders.Find(o => o.OrderRef == orderRef && o.Owner.Thumbprint == owner.Thumbprint);

    private void CheckInterval(Order order, DateTimeOffset now)
    {
        if (order.Delivered)
            lint.Record(LintRule.CollectAfterFinal, "collect");
        if (now - order.LastCollectedAt < s_minCollectInterval - s_jitter)
            lint.Record(LintRule.CollectTooOften, "collect");
        order.LastCollectedAt = now;
    }
}

/// <summary>Result of a collect.</summary>
internal abstract record CollectResult
{
    private CollectResult()
    {
    }

    public sealed record NoSuchOrder : CollectResult;

    public sealed record Pending(string HintCode) : CollectResult;

    public sealed record Failed(string HintCode) : CollectResult;

    /// <summary>The order is complete and no longer changes.</summary>
    public sealed record Complete(Order Order) : CollectResult;
}
