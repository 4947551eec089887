using AuthDemo.Simulator.Lint;

namespace AuthDemo.Simulator.Orders;

/// <summary>What a relying party can do with orders: start, collect, cancel.</summary>
internal sealed class RpOrders(OrderBook book, LintBook lint)
{
    private static readonly TimeSpan s_shortestCollectInterval = TimeSpan.FromSeconds(1);

    /// <summary>What the network may take from an interval that was a full second at the client.</summary>
    private static readonly TimeSpan s_jitter = TimeSpan.FromMilliseconds(50);

    private int _count;

    /// <summary>Creates an order, or returns null when the user it is bound to already has one in progress:
    /// no order is created then, and the running one is cancelled too, so that simply trying again works.</summary>
    /// <param name="prepare">Called with the new order before anybody else can see it.</param>
    public Order? Start(OrderRequest request, RelyingParty owner, Action<Order> prepare) => book.Use((orders, now) =>
    {
        var running = request.PersonalNumber is { } user ? orders.Where(o => o.IsPending && o.Concerns(user)).ToList() : [];
        foreach (var order in running)
            order.Fail(FailureHint.Cancelled, now);
        if (running.Count > 0)
            return null;
        var created = new Order(++_count, request, owner, now);
        prepare(created);
        orders.Add(created);
        return created;
    });

    /// <summary>How the order stands. A final result is told once; then, and to any other certificate, the order is unknown.</summary>
    public Collected Collect(Guid orderRef, RelyingParty owner) => book.Use<Collected>((orders, now) =>
    {
        if (orders.Find(o => o.OrderRef == orderRef && o.Owner.Thumbprint == owner.Thumbprint) is not { } order)
            return new Collected.NoSuchOrder();
        CheckCadence(order, now);
        if (!order.IsCollectable(now))
            return new Collected.NoSuchOrder();
        if (order.IsPending)
            return new Collected.Pending(HintCodes.Pending(order.Step, order.Request.Kind));
        order.Deliver();
        return order.Failure is { } failure ? new Collected.Failed(HintCodes.Failed(failure)) : new Collected.Complete(order);
    });

    private void CheckCadence(Order order, DateTimeOffset now)
    {
        if (order.Delivered)
            lint.Note(LintRule.CollectAfterFinal, "collect");
        if (now - order.LastCollectedAt < s_shortestCollectInterval - s_jitter)
            lint.Note(LintRule.CollectTooOften, "collect");
        order.LastCollectedAt = now;
    }

    /// <summary>Ends a pending order for good; false when there is none to end.</summary>
    public bool Cancel(Guid orderRef, RelyingParty owner) => book.Use((orders, now) =>
    {
        var order = orders.Find(o => o.OrderRef == orderRef && o.Owner.Thumbprint == owner.Thumbprint && o.IsPending);
        order?.Fail(FailureHint.Cancelled, now);
        order?.Deliver();
        return order is not null;
    });
}

/// <summary>What a collect finds.</summary>
internal abstract record Collected
{
    private Collected()
    {
    }

    public sealed record NoSuchOrder : Collected;

    public sealed record Pending(string HintCode) : Collected;

    public sealed record Failed(string HintCode) : Collected;

    /// <summary>The order is complete and will not change any more.</summary>
    public sealed record Complete(Order Order) : Collected;
}
