using AuthDemo.Journal.AuditLog;
using AuthDemo.Sessions;

namespace AuthDemo.Journal.Operators;

/// <summary>An action of an operator.</summary>
/// <param name="Type">A type whose subject is <see cref="JournalSubject.Operator"/>.</param>
public sealed record OperatorAction(JournalEventType Type)
{
    /// <summary>The longest reason, in characters.</summary>
    public const int MaxReasonLength = 300;

    /// <summary>The session concerned, if any.</summary>
    public SessionId? Session { get; init; }

    /// <summary>
    /// The operator's reason, at most <see cref="MaxReasonLength"/> characters, no personal numbers. Sealed with the session's key if the action concerns a session.
    /// When the session is still to be started and the start fails, the key is lost and nobody can read the reason.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>Further details, never personal: <c>worker</c>, <c>rows</c>, <c>role</c> …</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    /// <summary>Without the reason.</summary>
    public override string ToString() => $"OperatorAction {{ Type = {Type}, Session = {Session} }}";
}
