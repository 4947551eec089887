using AuthDemo.Simulator.Orders;
using AuthDemo.Simulator.Phone;

namespace AuthDemo.Simulator.Scenarios;

/// <summary>Decides which scenario a new order plays: the one its request names, else the one that is set, else none.</summary>
internal sealed class ScenarioDesk(Identities identities)
{
    private readonly Lock _lock = new();
    private Standing? _standing;

    /// <summary>The scenario that is set now and how many orders it is still for; null when none is.</summary>
    public Standing? Current
    {
        get
        {
            lock (_lock)
                return _standing;
        }
    }

    /// <param name="holder">Who plays it, or null for the person the order is bound to or the first built-in one.</param>
    /// <param name="times">For how many orders; null for all until cleared.</param>
    public void Set(Scenario scenario, string? holder, int? times)
    {
        lock (_lock)
            _standing = new Standing(scenario, holder, times);
    }

    public void Clear()
    {
        lock (_lock)
            _standing = null;
    }

    public void Assign(Order order, Scenario? named)
    {
        if ((named is not null ? new Standing(named, null, null) : Take()) is not { } standing)
            return;
        standing.Scenario.PlayOn(order, UserFor(order, standing.Holder));
    }

    private Standing? Take()
    {
        lock (_lock)
        {
            var taken = _standing;
            if (taken?.Times is { } times)
                _standing = times > 1 ? taken with { Times = times - 1 } : null;
            return taken;
        }
    }

    /// <summary>An order bound to a number that nobody here has gets a person of its own: clients make up numbers.</summary>
    private Identity UserFor(Order order, string? holder) => order.Request.PersonalNumber is { } number
        ? identities.WithPersonalNumber(number) ?? Stranger(number)
        : identities.Find(holder ?? "") ?? (identities.All is [var first, ..] ? first : Stranger("198507099821"));

    private static Identity Stranger(string number) =>
        new() { Id = "stranger", PersonalNumber = number, GivenName = "Test", Surname = "Testsson" };

    internal sealed record Standing(Scenario Scenario, string? Holder, int? Times);
}
