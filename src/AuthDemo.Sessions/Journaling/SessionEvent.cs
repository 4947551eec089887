namespace AuthDemo.Sessions.Journaling;

/// <summary>An event of a session, for the audit log: a closed family, without personal data or secrets.</summary>
public abstract record SessionEvent
{
    private SessionEvent(DateTimeOffset at) => At = at;

    /// <summary>When, by the session's clock.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Calls to BankID and the protocol module since the last event.</summary>
    public IReadOnlyList<CallSummary> Calls { get; init; } = [];

    /// <summary>The browser, or an operator, started the session.</summary>
    public sealed record Started(DateTimeOffset When, Flow Flow, Device? Device) : SessionEvent(When)
    {
        /// <summary>The operator who started it; null when the browser did.</summary>
        public string? Operator { get; init; }
    }

    /// <summary>The session moved from one state to another.</summary>
    /// <param name="When">By the session's clock.</param>
    /// <param name="From">Kind of the state before.</param>
    /// <param name="To">Kind of the state after.</param>
    /// <param name="Detail">The hint code or another protocol code, where the kind alone is not enough; else null.</param>
    public sealed record Moved(DateTimeOffset When, AuthStateKind From, AuthStateKind To, string? Detail) : SessionEvent(When)
    {
        /// <summary>BankID's hint code that caused the move, unchanged; null when none did.</summary>
        public string? Hint { get; init; }
    }

    /// <summary>No app opened the order within its start window; a new order replaces it.</summary>
    public sealed record OrderRenewed(DateTimeOffset When, int Renewals) : SessionEvent(When);

    /// <summary>BankID stopped responding; the session keeps trying.</summary>
    public sealed record BankIdTroubled(DateTimeOffset When) : SessionEvent(When);

    /// <summary>BankID responds again.</summary>
    public sealed record BankIdRecovered(DateTimeOffset When) : SessionEvent(When);

    /// <summary>The person moved the session to the other device.</summary>
    public sealed record DeviceSwitched(DateTimeOffset When, Device Device) : SessionEvent(When);

    /// <summary>Another activation resumed the session after the one before it was lost.</summary>
    public sealed record Resumed(DateTimeOffset When) : SessionEvent(When)
    {
        /// <summary>The purpose of the request whose response arrived before the interruption and is processed only now; null when there is none.</summary>
        public string? Answer { get; init; }
    }

    /// <summary>The session ended.</summary>
    /// <param name="When">By the session's clock.</param>
    /// <param name="How">Kind of the final state.</param>
    /// <param name="Detail">The reason, the policy or who cancelled, where the kind has one; else null.</param>
    public sealed record Ended(DateTimeOffset When, AuthStateKind How, string? Detail) : SessionEvent(When)
    {
        /// <summary>The operator who ended it; null when none did.</summary>
        public string? Operator { get; init; }
    }

    /// <summary>A wrong browser or nonce at the return URL: see <see cref="IAuthSessions.ReturnAsync"/>.</summary>
    /// <param name="When">By the session's clock.</param>
    /// <param name="Detail"><c>wrong_nonce</c> or <c>another_browser</c>.</param>
    public sealed record ReturnMismatched(DateTimeOffset When, string Detail) : SessionEvent(When);

    /// <summary>The ticket of the completed session was redeemed for a user session.</summary>
    public sealed record SignedIn(DateTimeOffset When) : SessionEvent(When);
}
