using AuthDemo.Simulator.Identities;
using AuthDemo.Simulator.Orders;

namespace AuthDemo.Simulator.Scenarios;

/// <summary>One action of a scenario's user. Does nothing when the order does not wait for it, so that one scenario suits every kind
/// of order.</summary>
internal delegate void ScenarioAction(Order order, Identity user, DateTimeOffset now);

/// <param name="AfterSeconds">Since the order was created, by the simulator's clock.</param>
internal sealed record ScenarioStep(int AfterSeconds, ScenarioAction Run);

/// <summary>
/// An automatic user: what happens to an order on the phone, by the clock. Steps are two seconds apart, the interval at which relying
/// parties collect, so that each hint code can be seen. <see cref="Order.AdvanceTo"/> runs them.
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
        new("never-opened", "Nobody picks it up: startFailed (orders addressed to a person: expiredTransaction)."),
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

    /// <summary>Schedules the scenario on the order, with the given user.</summary>
    public void ApplyTo(Order order, Identity user) => order.Schedule(
        Steps.Select(step => (TimeSpan.FromSeconds(step.AfterSeconds), (Action<Order, DateTimeOffset>)((o, now) => step.Run(o, user, now)))));

    private static void PickUp(Order order, Identity user, DateTimeOffset now)
    {
        if (order.Step is OrderStep.Waiting)
            order.PickUp(order.AddressOfPhone(null), redirect: null);
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

    private static ScenarioAction Approve(int processingSeconds) => (order, _, now) =>
    {
        if (order.Step is OrderStep.EnterCode)
            order.EnterRightCode(now, TimeSpan.FromSeconds(processingSeconds));
    };

    private static ScenarioAction Ends(FailureHint hint) => (order, _, now) => order.Fail(hint, now);
}
