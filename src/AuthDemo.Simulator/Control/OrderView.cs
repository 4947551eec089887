using AuthDemo.Simulator.Orders;

namespace AuthDemo.Simulator.Control;

/// <summary>An order in the control API, without references, tokens, texts or users' names.</summary>
internal sealed record OrderView
{
    public required int Number { get; init; }

    public required string Kind { get; init; }

    public required string RelyingParty { get; init; }

    public required string Status { get; init; }

    public string? HintCode { get; init; }

    public required double AgeSeconds { get; init; }

    /// <summary>Id of the identity whose phone has the order.</summary>
    public string? Holder { get; init; }

    /// <summary>Whether the relying party collected the final result or cancelled the order.</summary>
    public required bool Delivered { get; init; }

    public static OrderView Of(Order order, DateTimeOffset now) => new()
    {
        Number = order.Number,
        Kind = order.Request.Kind.ToString(),
        RelyingParty = order.Owner.DisplayName,
        Status = order.IsPending ? "pending" : order.Failure is null ? "complete" : "failed",
        HintCode = order.IsPending ? HintCodes.Pending(order.Step, order.Request.Kind)
            : order.Failure is { } failure ? HintCodes.Failed(failure) : null,
        AgeSeconds = Math.Round((now - order.CreatedAt).TotalSeconds, 1),
        Holder = order.Holder?.Id,
        Delivered = order.Delivered,
    };
}
