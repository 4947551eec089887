using System.Collections.Frozen;

namespace AuthDemo.Journal.AuditLog;

/// <summary>
/// The closed list of audit event types. Each has a name, which is stored in the log and never changes, and a sentence for display. An
/// entry of another type cannot be written; reading one means that the log is damaged.
/// </summary>
public sealed class JournalEventType
{
    private static readonly Dictionary<string, JournalEventType> s_known = new(StringComparer.Ordinal);

    private JournalEventType(string name, JournalSubject subject, string sentence)
    {
        (Name, Subject, Sentence) = (name, subject, sentence);
        s_known.Add(name, this);
    }

    /// <summary>The stored name: <c>session_started</c> …</summary>
    public string Name { get; }

    /// <summary>What the entry is about.</summary>
    public JournalSubject Subject { get; }

    /// <summary>The sentence for the console.</summary>
    public string Sentence { get; }

    /// <summary>A session was started, before the first request to BankID.</summary>
    public static readonly JournalEventType SessionStarted =
        new("session_started", JournalSubject.Session, "A session was started.");

    /// <summary>A session moved to another state that is not final.</summary>
    public static readonly JournalEventType SessionMoved =
        new("session_moved", JournalSubject.Session, "The session moved to another state.");

    /// <summary>Nobody scanned or opened the order in time; a new order replaced it.</summary>
    public static readonly JournalEventType OrderRenewed =
        new("order_renewed", JournalSubject.Session, "Nobody picked the order up in time; another one took its place.");

    /// <summary>The person moved the session to the other device.</summary>
    public static readonly JournalEventType DeviceSwitched =
        new("device_switched", JournalSubject.Session, "The person moved the session to the other device.");

    /// <summary>BankID does not answer a session's calls; the session retries.</summary>
    public static readonly JournalEventType BankIdTroubled =
        new("bankid_troubled", JournalSubject.Session, "BankID did not answer; the session kept trying.");

    /// <summary>BankID answers a session's calls again.</summary>
    public static readonly JournalEventType BankIdRecovered =
        new("bankid_recovered", JournalSubject.Session, "BankID answered again.");

    /// <summary>A session reached a final state.</summary>
    public static readonly JournalEventType SessionEnded =
        new("session_ended", JournalSubject.Session, "The session ended.");

    /// <summary>A session that was running when the service stopped was resumed.</summary>
    public static readonly JournalEventType SessionContinued =
        new("session_continued", JournalSubject.Session, "The service started again and took the session up where it was.");

    /// <summary>A browser came back from the app that had not started the session, or without its nonce.</summary>
    public static readonly JournalEventType ReturnMismatched =
        new("return_mismatched", JournalSubject.Session, "A browser came back from the app that did not fit the session.");

    /// <summary>A completed session became a signed-in user.</summary>
    public static readonly JournalEventType SignedIn =
        new("signed_in", JournalSubject.Session, "The completed session was exchanged for a user's sign-in.");

    /// <summary>An operator cancelled somebody's session.</summary>
    public static readonly JournalEventType OperatorCancelledSession =
        new("operator_cancelled_session", JournalSubject.Operator, "An operator cancelled the session.");

    /// <summary>An operator began a phone session for a caller.</summary>
    public static readonly JournalEventType OperatorStartedPhoneSession =
        new("operator_started_phone_session", JournalSubject.Operator, "An operator started an identification or a signing by phone.");

    /// <summary>An operator looked at a personal number in full.</summary>
    public static readonly JournalEventType PersonalNumberShown =
        new("personal_number_shown", JournalSubject.Operator, "An operator was shown a personal number in full.");

    /// <summary>An operator signed in to the console.</summary>
    public static readonly JournalEventType OperatorSignedIn =
        new("operator_signed_in", JournalSubject.Operator, "An operator signed in to the console.");

    /// <summary>An operator signed out, or was signed out for being idle.</summary>
    public static readonly JournalEventType OperatorSignedOut =
        new("operator_signed_out", JournalSubject.Operator, "An operator signed out of the console.");

    /// <summary>Somebody who may not was refused an act.</summary>
    public static readonly JournalEventType OperatorRefused =
        new("operator_refused", JournalSubject.Operator, "An act was refused for want of the role it needs.");

    /// <summary>An operator saved a list of sessions as a file.</summary>
    public static readonly JournalEventType SessionsExported =
        new("sessions_exported", JournalSubject.Operator, "An operator exported a list of sessions.");

    /// <summary>An operator restarted one Python worker or interpreter.</summary>
    public static readonly JournalEventType PythonRestarted =
        new("python_restarted", JournalSubject.Operator, "An operator restarted a Python worker or interpreter.");

    /// <summary>An operator ran the comparison of the Python patterns.</summary>
    public static readonly JournalEventType PythonCompared =
        new("python_compared", JournalSubject.Operator, "An operator ran the comparison of the Python patterns.");

    /// <summary>One person's data was exported.</summary>
    public static readonly JournalEventType PersonExported =
        new("person_exported", JournalSubject.Operator, "All data on one person was exported.");

    /// <summary>One person's data was erased.</summary>
    public static readonly JournalEventType PersonErased =
        new("person_erased", JournalSubject.Operator, "All data on one person was erased.");

    /// <summary>The whole hash chain was verified.</summary>
    public static readonly JournalEventType ChainVerified =
        new("chain_verified", JournalSubject.Operator, "The log's chain was verified.");

    /// <summary>Sessions past their retention period were removed.</summary>
    public static readonly JournalEventType SessionsRemoved =
        new("sessions_removed", JournalSubject.Journal, "Sessions past their retention were removed.");

    /// <summary>The oldest audit entries were removed because their retention period was over.</summary>
    public static readonly JournalEventType LogTrimmed =
        new("log_trimmed", JournalSubject.Journal, "Log entries past their retention were removed.");

    /// <summary>The journal was opened for the first time.</summary>
    public static readonly JournalEventType JournalCreated =
        new("journal_created", JournalSubject.Journal, "The journal was created.");

    private static readonly FrozenDictionary<string, JournalEventType> s_byName = s_known.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All types, by name.</summary>
    public static IReadOnlyList<JournalEventType> All { get; } = [.. s_byName.Values.OrderBy(type => type.Name, StringComparer.Ordinal)];

    /// <summary>The type of that name; null when it is unknown.</summary>
    public static JournalEventType? Find(string name) => s_byName.GetValueOrDefault(name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>What an audit entry is about.</summary>
public enum JournalSubject
{
    /// <summary>A session.</summary>
    Session,

    /// <summary>An operator's action.</summary>
    Operator,

    /// <summary>The journal's own maintenance.</summary>
    Journal,
}
