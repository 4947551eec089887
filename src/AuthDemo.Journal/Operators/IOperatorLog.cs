using AuthDemo.Journal.AuditLog;
using AuthDemo.Sessions;

namespace AuthDemo.Journal.Operators;

/// <summary>The audit log of what operators do. An action is recorded before it is executed; what cannot be recorded must not be executed.</summary>
public interface IOperatorLog
{
    /// <summary>Records an action; <see cref="RecordResult.Recorded"/> means that it is durable.</summary>
    /// <param name="operatorName">The operator's name in the configured list, 1–100 characters; never a personal number.</param>
    /// <param name="action">The action.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<RecordResult> RecordAsync(string operatorName, OperatorAction action, CancellationToken cancellation = default);

    /// <summary>Records that an operator was shown a session's person (<see cref="JournalEventType.PersonalNumberShown"/>), then returns the person.</summary>
    Task<RevealResult> RevealAsync(string operatorName, SessionId session, string reason, CancellationToken cancellation = default);
}
