using AuthDemo.Simulator.Faults;
using AuthDemo.Simulator.Orders;
using AuthDemo.Simulator.Scenarios;

namespace AuthDemo.Simulator.RpApi;

/// <summary>One authenticated call to the RP API while it is processed.</summary>
internal sealed class RpCall(string operation, RelyingParty owner)
{
    public string Operation { get; } = operation;

    public RelyingParty Owner { get; } = owner;

    /// <summary>The scenario that the request names.</summary>
    public Scenario? Scenario { get; set; }

    /// <summary>The fault to apply if the call finds the order complete.</summary>
    public Fault? CompletionFault { get; set; }

    /// <summary>Number of the order that the call created, collected or cancelled.</summary>
    public int? OrderNumber { get; set; }

    public string RequestBody { get; set; } = "";
}
