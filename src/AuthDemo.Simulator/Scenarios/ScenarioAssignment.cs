using AuthDemo.Simulator.Identities;
using AuthDemo.Simulator.Orders;

namespace AuthDemo.Simulator.Scenarios;

/// <summary>Chooses the scenario of a new order: the one that its request names, otherwise the active one, otherwise none.</summary>
internal sealed class ScenarioAssignment(IdentityStore identities)
{
    private const string DefaultPersonalNumber = "198507099821";

    private readonly Lock _lock = new();
    private ActiveScenario? _active;

    /// <summary>The scenario for new orders, and how many more orders it applies to; null when there is none.</summary>
    public ActiveScenario? Current
    {
        get
        {
            lock (_lock)
                return _active;
        }
    }

    /// <param name="holder">The user, or null for the person the order is bound to or the first built-in one.</param>
    /// <param name="times">For how many orders; null for all until cleared.</param>
    public void Set(Scenario scenario, string? holder, int? times)
    {
        lock (_lock)
            _active = new ActiveScenario(scenario, holder, times);
    }

    public void Clear()
    {
        lock (_lock)
            _active = null;
    }

    public void AssignTo(Order order, Scenario? named)
    {
        if ((named is not null ? new ActiveScenario(named, null, null) : Take()) is { } active)
            active.Scenario.ApplyTo(order, UserFor(order, active.Holder));
    }

    private ActiveScenario? Take()
    {
        lock (_lock)
        {
            var taken = _active;
            if (taken?.Times is { } times)
                _active = times > 1 ? taken with { Times = times - 1 } : null;
            return taken;
        }
    }

    /// <summary>For a personal number that no identity has, a new person is made up, because clients make up numbers too.</summary>
    private Identity UserFor(Order order, string? holder) => order.Request.PersonalNumber is { } number
        ? identities.WithPersonalNumber(number) ?? MakeUp(number)
        : identities.Find(holder ?? "") ?? (identities.All is [var first, ..] ? first : MakeUp(DefaultPersonalNumber));

    private static Identity MakeUp(string number) =>
        new() { Id = "unknown", PersonalNumber = number, GivenName = "Test", Surname = "Testsson" };
}

/// <param name="Holder">Id of the identity that plays it; null for the default.</param>
/// <param name="Times">Number of orders left; null until cleared.</param>
internal sealed record ActiveScenario(Scenario Scenario, string? Holder, int? Times);
