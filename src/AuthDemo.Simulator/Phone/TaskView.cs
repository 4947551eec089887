using AuthDemo.Simulator.Orders;

namespace AuthDemo.Simulator.Phone;

/// <summary>What the phone shows of an order that it has picked up.</summary>
internal sealed record TaskView
{
    /// <summary>The phone's handle for the order.</summary>
    public required Guid Task { get; init; }

    /// <summary>The order's number, which may be shown.</summary>
    public required int Order { get; init; }

    /// <summary>chooseIdentity, confirmCall, readDocument, enterCode, processing, done or failed.</summary>
    public required string Step { get; init; }

    /// <summary>auth, sign, payment, phoneAuth, phoneSign or otherPayment.</summary>
    public required string Flow { get; init; }

    public required string RelyingParty { get; init; }

    /// <summary>The text to read before signing, decoded.</summary>
    public string? Text { get; init; }

    public bool TextIsMarkdown { get; init; }

    public TransactionView? Transaction { get; init; }

    public string? CallInitiator { get; init; }

    public string? Holder { get; init; }

    public bool PinCodeRequired { get; init; }

    public int CodeAttemptsLeft { get; init; }

    /// <summary>The hint code of a failed order.</summary>
    public string? Failure { get; init; }

    /// <summary>Where the app returns to; null until the order is done.</summary>
    public string? Redirect { get; init; }

    public static TaskView Of(Order order)
    {
        var request = order.Request;
        return new TaskView
        {
            Task = order.TaskId,
            Order = order.Number,
            Step = StepName(order.Step),
            Flow = FlowName(request.Kind),
            RelyingParty = order.Owner.DisplayName,
            Text = request.VisibleText,
            TextIsMarkdown = request.IsMarkdown,
            Transaction = request.Transaction is { } t ? new TransactionView(t.Type, t.Recipient, t.Amount, t.Currency, t.RiskWarning) : null,
            CallInitiator = request.CallInitiator,
            Holder = order.Holder?.Id,
            PinCodeRequired = request.Requirement.PinCode,
            CodeAttemptsLeft = Orders.Order.CodeAttempts - order.WrongCodes,
            Failure = order.Failure is { } failure ? HintCodes.Failed(failure) : null,
            Redirect = order.Step is OrderStep.Complete ? order.Redirect : null,
        };
    }

    public override string ToString() => $"task ({Flow}, {Step})";

    private static string FlowName(OrderKind kind) => kind switch
    {
        OrderKind.Auth => "auth",
        OrderKind.Sign => "sign",
        OrderKind.Payment => "payment",
        OrderKind.PhoneAuth => "phoneAuth",
        OrderKind.PhoneSign => "phoneSign",
        OrderKind.OtherPayment => "otherPayment",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown kind of order"),
    };

    private static string StepName(OrderStep step) => step switch
    {
        OrderStep.ConfirmCall => "confirmCall",
        OrderStep.ReadDocument => "readDocument",
        OrderStep.EnterCode => "enterCode",
        OrderStep.Processing => "processing",
        OrderStep.Complete => "done",
        OrderStep.Failed => "failed",
        _ => "chooseIdentity",
    };
}

internal sealed record TransactionView(string Type, string Recipient, string? Amount, string? Currency, string? RiskWarning);
