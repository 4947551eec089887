using AuthDemo.Simulator.Identities;
using AuthDemo.Simulator.Orders;

namespace AuthDemo.Simulator.Phone;

/// <summary>What the user does on the phone once it has an order.</summary>
/// <param name="prepareKeys">Creates the person's keys. That takes time, so it happens here, where a phone would spend it, and not
/// while a relying party waits for collect.</param>
internal sealed class UserActions(OrderStore store, IdentityStore identities, TimeSpan processingTime, Action<Identity> prepareKeys)
{
    public PhoneResult Look(Guid task) => With(task, null, (order, _) => new PhoneResult.Accepted(TaskView.Of(order)));

    public PhoneResult ReadDocument(Guid task) => With(task, OrderStep.ReadDocument, (order, _) =>
    {
        order.ReadDocument();
        return new PhoneResult.Accepted(TaskView.Of(order));
    });

    public PhoneResult AnswerCall(Guid task, bool inCall) => With(task, OrderStep.ConfirmCall, (order, now) =>
    {
        if (inCall)
            order.ConfirmCall();
        else
            order.Fail(FailureHint.UserDeclinedCall, now);
        return new PhoneResult.Accepted(TaskView.Of(order));
    });

    /// <summary>Enters the security code. The third wrong one fails the order, and the result shows that failure.</summary>
    public PhoneResult EnterCode(Guid task, string code) => Sign(task, (order, now) =>
    {
        var holder = Current(order);
        if (code == holder.Code)
            return Approve(order, holder, now);
        order.EnterWrongCode(now);
        return order.IsPending
            ? new PhoneResult.Refused("wrongCode", "The security code is wrong.", TaskView.Of(order))
            : new PhoneResult.Accepted(TaskView.Of(order));
    });

    /// <summary>Fingerprint or face instead of the code, unless the relying party requires the code.</summary>
    public PhoneResult UseBiometrics(Guid task) => Sign(task, (order, now) =>
        order.Request.Requirement.PinCode
            ? new PhoneResult.Refused("pinCodeRequired", "The relying party requires the security code.", TaskView.Of(order))
            : Approve(order, Current(order), now));

    public PhoneResult Cancel(Guid task) => With(task, null, (order, now) =>
    {
        if (!order.IsPending || order.Step is OrderStep.Processing)
            return new PhoneResult.Refused("wrongStep", "The order can no longer be cancelled.", TaskView.Of(order));
        order.Fail(FailureHint.UserCancel, now);
        return new PhoneResult.Accepted(TaskView.Of(order));
    });

    /// <summary>The issuer checks certificate and risk when the signature arrives, not before.</summary>
    private PhoneResult.Accepted Approve(Order order, Identity holder, DateTimeOffset now)
    {
        if (holder.Status is not BankIdStatus.Active)
            order.Fail(FailureHint.CertificateErr, now);
        else if (holder.Risk is "blocked")
            order.Fail(FailureHint.TransactionRiskBlocked, now);
        else
            order.EnterRightCode(now, processingTime);
        return new PhoneResult.Accepted(TaskView.Of(order));
    }

    private Identity Current(Order order) => identities.Find(order.Holder!.Id) ?? order.Holder;

    private PhoneResult Sign(Guid task, Func<Order, DateTimeOffset, PhoneResult> act)
    {
        if (store.Use((orders, _) => orders.Find(o => o.TaskId == task && o.IsPickedUp)?.Holder) is { } holder)
            prepareKeys(holder);
        return With(task, OrderStep.EnterCode, act);
    }

    private PhoneResult With(Guid task, OrderStep? step, Func<Order, DateTimeOffset, PhoneResult> act) => store.Use((orders, now) =>
    {
        if (orders.Find(o => o.TaskId == task && o.IsPickedUp) is not { } order)
            return new PhoneResult.Refused("unknownTask", "The phone has no such order.");
        return step is null || order.Step == step
            ? act(order, now)
            : new PhoneResult.Refused("wrongStep", "The order does not wait for this.", TaskView.Of(order));
    });
}
