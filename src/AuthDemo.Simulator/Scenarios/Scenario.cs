using AuthDemo.Simulator.Orders;
using AuthDemo.Simulator.Phone;

namespace AuthDemo.Simulator.Scenarios;

/// <summary>What a scenario's user does at one moment. Does nothing when the order does not wait for it, so that one
/// scenario suits every kind of order.</summary>
internal delegate void ScenarioAct(Order order, Identity user, DateTimeOffset now);

/// <param name="AfterSeconds">Since the order was created, by the simulator's clock.</param>
internal sealed record ScenarioStep(int AfterSeconds, ScenarioAct Act);

/// <summary>
/// A user without hands: what happens to an order on the phone side, by the clock alone. Steps are two seconds apart, the pace at
/// which relying parties collect, so that each hint code can be seen. See <see cref="Order.Settle"/> for when they run.
/// </summary>
internal sealed record Scenario(string Name, string Summary, params ScenarioStep[] Steps)
{
    public static readonly IReadOnlyList<Scenario> All =
    [
        new("completes", "Picked up, identity chosen, call and document confirmed, code entered: complete after 10 s.",
            new(2, PickUp), new(4, Choose), new(6, Agree), new(8, Approve(2))),
        new("completes-at-once", "Complete when first collected.",
            new(0, PickUp), new(0, Choose), new(0, Agree), new(0, Approve(0))),
        new("searches-long", "The app finds no BankID for 20 s (started), then it completes.",
            new(2, PickUp), new(20, Choose), new(20, Agree), new(22, Approve(0))),
        new("processes-long", "The right code after 6 s, then processing for 20 s.",
            new(2, PickUp), new(4, Choose), new(4, Agree), new(6, Approve(20))),
        new("never-opened", "Nobody picks it up: startFailed (phone orders: expiredTransaction)."),
        new("expires", "Picked up, and then nothing: expiredTransaction.", new(2, PickUp), new(4, Choose)),
        new("user-cancels", "The user presses cancel after 6 s: userCancel.",
            new(2, PickUp), new(4, Choose), new(6, Ends(FailureHint.UserCancel))),
        new("wrong-code", "Three wrong codes: certificateErr after 10 s.",
            new(2, PickUp), new(4, Choose), new(4, Agree), new(6, WrongCode), new(8, WrongCode), new(10, WrongCode)),
        new("blocked-bankid", "The code is right but the BankID is revoked: certificateErr.",
            new(2, PickUp), new(4, Choose), new(4, Agree), new(6, Ends(FailureHint.CertificateErr))),
        new("superseded", "Another order for the same user replaces this one: cancelled.",
            new(2, PickUp), new(4, Choose), new(6, Ends(FailureHint.Cancelled))),
        new("declines-call", "The user says there is no call: userDeclinedCall.",
            new(2, PickUp), new(4, Choose), new(6, Ends(FailureHint.UserDeclinedCall))),
        new("app-too-old", "The app lacks a feature: notSupportedByUserApp.",
            new(2, PickUp), new(4, Ends(FailureHint.NotSupportedByUserApp))),
        new("risk-blocked", "BankID stops the order: transactionRiskBlocked.",
            new(2, PickUp), new(4, Choose), new(4, Agree), new(6, Ends(FailureHint.TransactionRiskBlocked))),
    ];

    public static Scenario? Find(string name) => All.FirstOrDefault(s => s.Name == name);

    /// <summary>Makes the order play the scenario with the given user.</summary>
    public void PlayOn(Order order, Identity user) => order.Follow(
        Steps.Select(step => (TimeSpan.FromSeconds(step.AfterSeconds), (Action<Order, DateTimeOffset>)((o, now) => step.Act(o, user, now)))));

    private static void PickUp(Order order, Identity user, DateTimeOffset now)
    {
        if (order.Step is OrderStep.Waiting)
            order.PickUp(PhonePickUp.AddressFor(order, null), redirect: null);
    }

    private static void Choose(Order order, Identity user, DateTimeOffset now)
    {
        if (order.Step is OrderStep.Started)
            order.Choose(user, user.IpAddress);
    }

    private static void Agree(Order order, Identity user, DateTimeOffset now)
    {
        if (order.Step is OrderStep.ConfirmCall)
            order.ConfirmCall();
        if (order.Step is OrderStep.ReadDocument)
            order.ReadDocument();
    }

    private static void WrongCode(Order order, Identity user, DateTimeOffset now)
    {
        if (order.Step is OrderStep.EnterCode)
            order.EnterWrongCode(now);
    }

    private static ScenarioAct Approve(int processingSeconds) => (order, _, now) =>
    {
        if (order.Step is OrderStep.EnterCode)
            order.EnterRightCode(now, TimeSpan.FromSeconds(processingSeconds));
    };

    private static ScenarioAct Ends(FailureHint hint) => (order, _, now) => order.Fail(hint, now);
}
