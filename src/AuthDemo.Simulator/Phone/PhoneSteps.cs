using AuthDemo.Simulator.Orders;

namespace AuthDemo.Simulator.Phone;

/// <summary>What the user does on the phone once it has an order.</summary>
/// <param name="getKeysReady">Makes what a person signs with. Takes time, so it is done here, where a phone would take it, and not
/// while a relying party waits for its collect.</param>
internal sealed class PhoneSteps(OrderBook book, Identities identities, TimeSpan processingTime, Action<Identity> getKeysReady)
{
    public PhoneReply Look(Guid task) => With(task, null, (order, _) => new PhoneReply.Shows(TaskView.Of(order)));

    public PhoneReply ReadDocument(Guid task) => With(task, OrderStep.ReadDocument, (order, _) =>
    {
        order.ReadDocument();
        return new PhoneReply.Shows(TaskView.Of(order));
    });

    public PhoneReply AnswerCall(Guid task, bool inCall) => With(task, OrderStep.ConfirmCall, (order, now) =>
    {
        if (inCall)
            order.ConfirmCall();
        else
            order.Fail(FailureHint.UserDeclinedCall, now);
        return new PhoneReply.Shows(TaskView.Of(order));
    });

    public PhoneReply EnterCode(Guid task, string code) => Sign(task, (order, now) =>
    {
        var holder = Current(order);
        if (code == holder.Code)
            return Approve(order, holder, now);
        order.EnterWrongCode(now);
        return new PhoneReply.Refuses("wrongCode", "The security code is wrong.", TaskView.Of(order));
    });

    /// <summary>Fingerprint or face instead of the code, unless the relying party demands the code.</summary>
    public PhoneReply UseBiometrics(Guid task) => Sign(task, (order, now) =>
        order.Request.Requirement.PinCode
            ? new PhoneReply.Refuses("pinCodeRequired", "The relying party demands the security code.", TaskView.Of(order))
            : Approve(order, Current(order), now));

    public PhoneReply Cancel(Guid task) => With(task, null, (order, now) =>
    {
        if (!order.IsPending || order.Step is OrderStep.Processing)
            return new PhoneReply.Refuses("wrongStep", "The order can no longer be cancelled.", TaskView.Of(order));
        order.Fail(FailureHint.UserCancel, now);
        return new PhoneReply.Shows(TaskView.Of(order));
    });

    /// <summary>The issuer looks at the certificate and the risk only now, when the signature arrives.</summary>
    private PhoneReply.Shows Approve(Order order, Identity holder, DateTimeOffset now)
    {
        if (holder.Status is not BankIdStatus.Active)
            order.Fail(FailureHint.CertificateErr, now);
        else if (holder.Risk is "blocked")
            order.Fail(FailureHint.TransactionRiskBlocked, now);
        else
            order.EnterRightCode(now, processingTime);
        return new PhoneReply.Shows(TaskView.Of(order));
    }

    private Identity Current(Order order) => identities.Find(order.Holder!.Id) ?? order.Holder;

    private PhoneReply Sign(Guid task, Func<Order, DateTimeOffset, PhoneReply> act)
    {
        if (book.Use((orders, _) => orders.Find(o => o.Task == task && o.IsPickedUp)?.Holder) is { } holder)
            getKeysReady(holder);
        return With(task, OrderStep.EnterCode, act);
    }

    private PhoneReply With(Guid task, OrderStep? step, Func<Order, DateTimeOffset, PhoneReply> act) => book.Use((orders, now) =>
    {
        if (orders.Find(o => o.Task == task && o.IsPickedUp) is not { } order)
            return new PhoneReply.Refuses("unknownTask", "The phone has no such order.");
        return step is null || order.Step == step
            ? act(order, now)
            : new PhoneReply.Refuses("wrongStep", "The order does not wait for this.", TaskView.Of(order));
    });
}
