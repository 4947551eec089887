using System.Text.Json.Nodes;
using AuthDemo.Simulator.Evidence;
using AuthDemo.Simulator.RpApi;

namespace AuthDemo.Simulator.Faults;

/// <summary>Something that goes wrong between a relying party and BankID.</summary>
/// <param name="Name">What the control API and the request header call it.</param>
/// <param name="Operation">The operation it befalls unless told otherwise; null for any.
/// <see cref="Completion"/> means a collect that finds the order complete.</param>
internal abstract record Fault(string Name, string Summary, string? Operation)
{
    public const string Completion = "completion";

    /// <summary>Answers in place of the service: the operation does not take place.</summary>
    public sealed record Answers(string Name, string Summary, RpReply Reply, string? Operation = null) : Fault(Name, Summary, Operation);

    /// <summary>Changes the JSON object of an answer with status 200; the operation has taken place.</summary>
    public sealed record Distorts(string Name, string Summary, Action<JsonObject> Change, string? Operation = null) : Fault(Name, Summary, Operation);

    /// <summary>Makes completion data whose proof does not hold.</summary>
    public sealed record Forges(string Name, string Summary, Forgery Forgery) : Fault(Name, Summary, Completion);

    /// <summary>Waits before going on, in real time since clients' deadlines are real; for ever when it has no seconds.</summary>
    public sealed record Delays(string Name, string Summary, int? Seconds) : Fault(Name, Summary, Operation: null);

    /// <summary>Breaks the connection.</summary>
    /// <param name="Point">When it breaks.</param>
    public sealed record Breaks(string Name, string Summary, BreakPoint Point) : Fault(Name, Summary, Operation: null);
}

internal enum BreakPoint
{
    /// <summary>Before the operation.</summary>
    Before,

    /// <summary>After the operation, before the answer.</summary>
    After,

    /// <summary>In the middle of the answer's body.</summary>
    WithinBody,
}
