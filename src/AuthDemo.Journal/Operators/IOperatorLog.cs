using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Storage;
using AuthDemo.Sessions;

namespace AuthDemo.Journal.Operators;

/// <summary>Where the console writes what operators do. An act is written before it is done, or it is not done.</summary>
public interface IOperatorLog
{
    /// <summary>Writes an act to the log; durable when it answers <see cref="ActReply.Recorded"/>.</summary>
    Task<ActReply> RecordAsync(OperatorAction act, CancellationToken cancellation = default);

    /// <summary>Writes that an operator was shown who a session's person is, and then says who it is.</summary>
    Task<RevealReply> RevealAsync(SessionId session, string @operator, string reason, CancellationToken cancellation = default);
}

/// <summary>One act of an operator.</summary>
/// <param name="Type">A type whose subject is <see cref="JournalSubject.Operator"/>.</param>
/// <param name="Operator">The name in the configured list, 1–100 characters; never a personal number.</param>
public sealed record OperatorAction(JournalEventType Type, string Operator)
{
    /// <summary>The longest reason, in characters.</summary>
    public const int MaxReasonLength = 300;

    /// <summary>The session concerned, if any.</summary>
    public SessionId? Session { get; init; }

    /// <summary>
    /// Why, in the operator's words, at most <see cref="MaxReasonLength"/> characters, no personal numbers. Sealed with the session's key where there is a session, or is to be
    /// one: nobody reads the reason of a start that came to nothing.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>Further particulars, never personal: <c>worker</c>, <c>rows</c>, <c>role</c> …</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    /// <summary>Without the reason.</summary>
    public override string ToString() => $"OperatorAction {{ Type = {Type}, Operator = {Operator}, Session = {Session} }}";
}

/// <summary>How recording an act ended.</summary>
public abstract record ActReply
{
    private ActReply() { }

    /// <summary>It is in the log, at this place.</summary>
    public sealed record Recorded(long Seq) : ActReply;

    /// <summary>The act breaks a rule; nothing was written.</summary>
    public sealed record Invalid(string Field, string Message) : ActReply;

    /// <summary>The journal cannot write: the act must not be done.</summary>
    public sealed record Unavailable(JournalTrouble Trouble) : ActReply;
}

/// <summary>How a look at a person ended.</summary>
public abstract record RevealReply
{
    private RevealReply() { }

    /// <summary>Who it is; the look is in the log.</summary>
    public sealed record Shown(Identity Identity) : RevealReply;

    /// <summary>The journal does not know who it was, or has erased it.</summary>
    public sealed record Unknown : RevealReply;

    /// <summary>The reason or the name breaks a rule; nothing was shown.</summary>
    public sealed record Invalid(string Field, string Message) : RevealReply;

    /// <summary>The journal cannot write: nothing was shown.</summary>
    public sealed record Unavailable(JournalTrouble Trouble) : RevealReply;
}
