using System.Text.Json.Nodes;
using AuthDemo.Simulator.Evidence;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.Faults;

/// <summary>An error injected between a relying party and BankID.</summary>
/// <param name="Name">What the control API and the request header call it.</param>
/// <param name="Operation">The operation it applies to by default; null for any.
/// <see cref="Completion"/> means a collect that finds the order complete.</param>
internal abstract record Fault(string Name, string Summary, string? Operation)
{
    public const string Completion = "completion";

    /// <summary>Replaces the response: the operation does not run.</summary>
    public sealed record ReplacesResponse(string Name, string Summary, RpResponse Response, string? Operation = null) : Fault(Name, Summary, Operation);

    /// <summary>Changes the JSON object of a response with status 200, after the operation has run.</summary>
    public sealed record ModifiesResponse(string Name, string Summary, Action<JsonObject> Change, string? Operation = null) : Fault(Name, Summary, Operation);

    /// <summary>Creates completion data whose evidence is invalid.</summary>
    public sealed record ForgesEvidence(string Name, string Summary, Forgery Forgery) : Fault(Name, Summary, Completion);

    /// <summary>Waits before the operation, in real time because clients' deadlines are real; for ever when it has no seconds.</summary>
    public sealed record DelaysOperation(string Name, string Summary, int? Seconds) : Fault(Name, Summary, Operation: null);

    /// <summary>Breaks the connection.</summary>
    /// <param name="Point">When it breaks.</param>
    public sealed record BreaksConnection(string Name, string Summary, BreakPoint Point) : Fault(Name, Summary, Operation: null);
}

internal enum BreakPoint
{
    /// <summary>Before the operation.</summary>
    Before,

    /// <summary>After the operation, before the response.</summary>
    After,

    /// <summary>In the middle of the response body.</summary>
    WithinBody,
}
