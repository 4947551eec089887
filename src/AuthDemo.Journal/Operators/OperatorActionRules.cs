using System.Text.RegularExpressions;
using AuthDemo.Journal.AuditLog;

namespace AuthDemo.Journal.Operators;

/// <summary>The rules an action must satisfy to be recorded.</summary>
internal static partial class OperatorActionRules
{
    private const int MaxNameLength = 100;

    // What is done to a person or to running sessions needs a reason; viewing and signing in or out do not.
    private static readonly JournalEventType[] s_needReason =
    [
        JournalEventType.OperatorCancelledSession, JournalEventType.OperatorStartedPhoneSession, JournalEventType.PersonalNumberShown, JournalEventType.PythonRestarted,
    ];

    /// <summary>The first rule that is broken; null when there is none.</summary>
    public static RecordResult.Invalid? Check(string operatorName, OperatorAction action)
    {
        if (action.Type.Subject != JournalSubject.Operator)
            throw new ArgumentException($"{action.Type} is not an action of an operator.", nameof(action));
        if (s_needReason.Contains(action.Type) && string.IsNullOrWhiteSpace(action.Reason))
            return new RecordResult.Invalid("reason", "A reason is needed.");
        if (string.IsNullOrWhiteSpace(operatorName) || operatorName.Length > MaxNameLength)
            return new RecordResult.Invalid("operator", $"The operator's name has 1 to {MaxNameLength} characters; given: {operatorName.Length}.");
        if (action.Reason?.Length > OperatorAction.MaxReasonLength)
            return new RecordResult.Invalid("reason", $"The reason has at most {OperatorAction.MaxReasonLength} characters; given: {action.Reason.Length}.");
        if (action.Facts.Values.Append(operatorName).Append(action.Reason ?? "").Any(text => PersonalNumberLike().IsMatch(text)))
            return new RecordResult.Invalid("reason", "The reason, the name and the details must not contain personal numbers: the log keeps them after the person is erased.");
        return null;
    }

    [GeneratedRegex(@"(?<!\d)(\d{2})?\d{6}[-+ ]?\d{4}(?!\d)")]
    private static partial Regex PersonalNumberLike();
}
