using System.Text.RegularExpressions;
using AuthDemo.Journal.AuditLog;

namespace AuthDemo.Journal.Operators;

/// <summary>What an act must be to go into the log.</summary>
internal static partial class ActRules
{
    private const int LongestName = 100;

    /// <summary>The first broken rule, or null.</summary>
    public static ActReply.Invalid? Broken(OperatorAction act)
    {
        if (act.Type.Subject != JournalSubject.Operator)
            throw new ArgumentException($"{act.Type} is no act of an operator.", nameof(act));
        if (string.IsNullOrWhiteSpace(act.Operator) || act.Operator.Length > LongestName)
            return new ActReply.Invalid("operator", $"The operator's name has 1 to {LongestName} characters; given: {act.Operator.Length}.");
        if (act.Reason?.Length > OperatorAction.MaxReasonLength)
            return new ActReply.Invalid("reason", $"The reason has at most {OperatorAction.MaxReasonLength} characters; given: {act.Reason.Length}.");
        if (act.Facts.Values.Append(act.Operator).Append(act.Reason ?? "").Any(text => PersonalNumberLike().IsMatch(text)))
            return new ActReply.Invalid("reason", "The reason, the name and the particulars hold no personal numbers: the log keeps them after the person is erased.");
        return null;
    }

    [GeneratedRegex(@"(?<!\d)(\d{2})?\d{6}[-+ ]?\d{4}(?!\d)")]
    private static partial Regex PersonalNumberLike();
}
