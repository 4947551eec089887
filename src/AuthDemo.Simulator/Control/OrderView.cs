using AuthDemo.Simulator.Orders;

namespace AuthDemo.Simulator.Control;

/// <summary>An order as the control API shows it: without references, tokens, texts or names of users.</summary>
internal sealed record OrderView(
    int Number, string Kind, string RelyingParty, string Status, string? HintCode, double AgeSeconds, string? Holder, bool Delivered)
{
    public static OrderView Of(Order order, DateTimeOffset now) => new(
        order.Number,
        order.Request.Kind.ToString(),
        order.Owner.DisplayName,
        order.IsPending ? "pending" : order.Failure is null ? "complete" : "failed",
        order.IsPending ? HintCodes.Pending(order.Step, order.Request.Kind) : order.Failure is { } failure ? HintCodes.Failed(failure) : null,
        Math.Round((now - order.CreatedAt).TotalSeconds, 1),
        order.Holder?.Id,
        order.Delivered);
}
