using AuthDemo.Simulator.Orders;

namespace AuthDemo.Simulator.Phone;

/// <summary>What the phone shows of an order it has picked up.</summary>
/// <param name="Task">The phone's own handle for the order.</param>
/// <param name="Step">chooseIdentity, confirmCall, readDocument, enterCode, processing, done or failed.</param>
/// <param name="Flow">auth, sign, payment, phoneAuth or phoneSign.</param>
/// <param name="Text">What the relying party wants the user to read, decoded.</param>
/// <param name="Failure">The hint code of a failed order.</param>
/// <param name="Redirect">Where the app returns to: on done only.</param>
internal sealed record TaskView(
    Guid Task,
    string Step,
    string Flow,
    string RelyingParty,
    string? Text,
    bool TextIsMarkdown,
    TransactionView? Transaction,
    string? CallInitiator,
    string? Holder,
    bool PinCodeRequired,
    int CodeAttemptsLeft,
    string? Failure,
    string? Redirect)
{
    public static TaskView Of(Order order)
    {
        var request = order.Request;
        return new TaskView(
            order.Task,
            StepName(order.Step),
            request.Kind switch
            {
                OrderKind.Auth => "auth",
                OrderKind.Sign => "sign",
                OrderKind.Payment => "payment",
                OrderKind.PhoneAuth => "phoneAuth",
                _ => "phoneSign",
            },
            order.Owner.DisplayName,
            request.VisibleText,
            request.VisibleDataFormat is "simpleMarkdownV1",
            request.Transaction is { } t ? new TransactionView(t.Type, t.Recipient, t.Amount, t.Currency, t.RiskWarning) : null,
            request.CallInitiator,
            order.Holder?.Id,
            request.Requirement.PinCode,
            Order.CodeAttempts - order.WrongCodes,
            order.Failure is { } failure ? HintCodes.Failed(failure) : null,
            order.Step is OrderStep.Complete ? order.Redirect : null);
    }

    public override string ToString() => $"task ({Flow}, {Step})";

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
