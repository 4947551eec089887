namespace AuthDemo.Simulator.Faults;

/// <summary>The planned faults, in the order they were added. The first one that applies to an operation is used.</summary>
internal sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<PlannedFault> _planned = [];

    public IReadOnlyList<PlannedFault> All
    {
        get
        {
            lock (_lock)
                return [.. _planned];
        }
    }

    public void Add(PlannedFault fault)
    {
        lock (_lock)
            _planned.Add(fault);
    }

    public void Clear()
    {
        lock (_lock)
            _planned.Clear();
    }

    /// <summary>Uses the next fault for this operation; null when none is planned for it.</summary>
    public Fault? Take(string operation)
    {
        lock (_lock)
        {
            var at = _planned.FindIndex(p => p.AppliesTo(operation));
            if (at < 0)
                return null;
            var planned = _planned[at];
            if (planned.Times is 1)
                _planned.RemoveAt(at);
            else if (planned.Times is { } times)
                _planned[at] = planned with { Times = times - 1 };
            return planned.Fault;
        }
    }
}

/// <param name="Operation">The operation it applies to; null for any except a completion.</param>
/// <param name="Times">How many more times; null until cleared.</param>
internal sealed record PlannedFault(Fault Fault, string? Operation, int? Times)
{
    public bool AppliesTo(string operation) => Operation == operation || Operation is null && operation is not Fault.Completion;
}
