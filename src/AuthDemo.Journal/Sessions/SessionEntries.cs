using AuthDemo.Journal.AuditLog;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Journaling;

namespace AuthDemo.Journal.Sessions;

/// <summary>Maps session events to audit entries.</summary>
internal static class SessionEntries
{
    /// <summary>The entry's type.</summary>
    public static JournalEventType TypeOf(SessionEvent what) => what switch
    {
        SessionEvent.Started => JournalEventType.SessionStarted,
        SessionEvent.Moved => JournalEventType.SessionMoved,
        SessionEvent.OrderRenewed => JournalEventType.OrderRenewed,
        SessionEvent.DeviceSwitched => JournalEventType.DeviceSwitched,
        SessionEvent.BankIdTroubled => JournalEventType.BankIdTroubled,
        SessionEvent.BankIdRecovered => JournalEventType.BankIdRecovered,
        SessionEvent.Resumed => JournalEventType.SessionContinued,
        SessionEvent.Ended => JournalEventType.SessionEnded,
        SessionEvent.ReturnMismatched => JournalEventType.ReturnMismatched,
        SessionEvent.SignedIn => JournalEventType.SignedIn,
        _ => throw new NotSupportedException($"The log has no type for {what.GetType().Name}."),
    };

    /// <summary>The entry's actor.</summary>
    public static string ActorOf(SessionEvent what, AuthState state) => what switch
    {
        SessionEvent.Started { Operator: { } name } => ActorNames.Operator(name),
        SessionEvent.Ended { Operator: { } name } => ActorNames.Operator(name),
        SessionEvent.Started or SessionEvent.DeviceSwitched or SessionEvent.SignedIn => ActorNames.User,
        SessionEvent.Ended when state is AuthState.Cancelled { By: CancelledBy.User } => ActorNames.User,
        _ => ActorNames.Service,
    };

    /// <summary>The entry's details.</summary>
    public static AuditFacts FactsOf(SessionEvent what, SessionRecord session)
    {
        var facts = new AuditFacts().Add("version", session.Version);
        facts = what switch
        {
            SessionEvent.Started started => facts
                .Add("flow", Words.Of(started.Flow))
                .Add("device", started.Device is { } device ? Words.Of(device) : null)
                .Add("os", Words.Clean(session.Intent.Client?.Os))
                .Add("browser", Words.Clean(session.Intent.Client?.Browser)),
            SessionEvent.Moved moved => facts
                .Add("from", Words.Of(moved.From))
                .Add("to", Words.Of(moved.To))
                .Add("hint", Words.Clean(moved.Hint))
                .Add("detail", Words.Clean(moved.Detail))
                .Add("message", Words.Clean(session.State.Message)),
            SessionEvent.Resumed { Answer: { } purpose } => facts.Add("answer", purpose),
            SessionEvent.ReturnMismatched mismatched => facts.Add("detail", Words.Clean(mismatched.Detail)),
            SessionEvent.OrderRenewed renewed => facts.Add("renewals", renewed.Renewals),
            SessionEvent.DeviceSwitched switched => facts.Add("device", Words.Of(switched.Device)),
            SessionEvent.Ended ended => facts
                .Add("how", Words.Of(ended.How))
                .Add("reason", Words.Clean(session.State.Describe().Reason))
                .Add("raw", Words.Clean(session.State.Describe().Raw))
                .Add("message", Words.Clean(session.State.Message))
                .Add("warnings", session.State is AuthState.Completed completed ? completed.Warnings : []),
            _ => facts,
        };
        return facts.Add(CallFacts.Name, CallFacts.Write(what.Calls));
    }
}
