using AuthDemo.Sessions.Operators;

namespace AuthDemo.Sessions.Journaling;

/// <summary>One thing that happened to a session, for the audit log: a closed list, a sentence each, no personal data, no secrets.</summary>
public abstract record SessionEvent
{
    private SessionEvent(DateTimeOffset at) => At = at;

    /// <summary>When, by the session's clock.</summary>
    public DateTimeOffset At { get; }

    /// <summary>What the session asked BankID and the protocol module since its last event.</summary>
    public IReadOnlyList<CallSummary> Calls { get; init; } = [];

    /// <summary>What happened, for a reader of the log.</summary>
    public abstract string Sentence { get; }

    /// <summary>The browser, or an operator, started the session.</summary>
    public sealed record Started(DateTimeOffset When, Flow Flow, Device? Device) : SessionEvent(When)
    {
        /// <summary>The operator who started it; null when the browser did.</summary>
        public string? Operator { get; init; }

        /// <inheritdoc/>
        public override string Sentence => Device is { } device
            ? $"Started: {Flow} on the {Name(device)} device."
            : $"Started: {Flow}{(Operator is null ? "" : $" by {Operator}")}.";
    }

    /// <summary>The session moved from one state to another.</summary>
    /// <param name="When">By the session's clock.</param>
    /// <param name="From">Kind of state: the name of a member of <see cref="AuthState"/>.</param>
    /// <param name="To">Kind of state.</param>
    /// <param name="Detail">Hint code or other word of the protocol, where the kind alone does not tell; else null.</param>
    public sealed record Moved(DateTimeOffset When, string From, string To, string? Detail) : SessionEvent(When)
    {
        /// <summary>The hint code with which BankID moved it, as it came; null when no hint did.</summary>
        public string? Hint { get; init; }

        /// <inheritdoc/>
        public override string Sentence => $"Moved from {From} to {To}{InBrackets(Detail)}.";
    }

    /// <summary>Nobody picked the order up in its start window; another one took its place.</summary>
    public sealed record OrderRenewed(DateTimeOffset When, int Renewals) : SessionEvent(When)
    {
        /// <inheritdoc/>
        public override string Sentence => $"Renewed the order, renewal {Renewals}.";
    }

    /// <summary>BankID stopped answering; the session keeps trying.</summary>
    public sealed record BankIdTroubled(DateTimeOffset When) : SessionEvent(When)
    {
        /// <inheritdoc/>
        public override string Sentence => "BankID does not answer.";
    }

    /// <summary>BankID answers again.</summary>
    public sealed record BankIdRecovered(DateTimeOffset When) : SessionEvent(When)
    {
        /// <inheritdoc/>
        public override string Sentence => "BankID answers again.";
    }

    /// <summary>The person moved the session to the other device.</summary>
    public sealed record DeviceSwitched(DateTimeOffset When, Device Device) : SessionEvent(When)
    {
        /// <inheritdoc/>
        public override string Sentence => $"Switched to the {Name(Device)} device.";
    }

    /// <summary>Another activation took the session up after the one before it was lost.</summary>
    public sealed record Resumed(DateTimeOffset When) : SessionEvent(When)
    {
        /// <summary>The purpose of the request whose answer had arrived before and is digested only now; null when none had.</summary>
        public string? Answer { get; init; }

        /// <inheritdoc/>
        public override string Sentence => Answer is null
            ? "Taken up again after an interruption."
            : $"Taken up again after an interruption, with an answer ({Answer}) that had arrived before it.";
    }

    /// <summary>The session ended.</summary>
    /// <param name="When">By the session's clock.</param>
    /// <param name="How">Kind of the final state.</param>
    /// <param name="Detail">Reason, policy or who, where the kind has one; else null.</param>
    public sealed record Ended(DateTimeOffset When, string How, string? Detail) : SessionEvent(When)
    {
        /// <summary>The operator who ended it, and why; null when none did.</summary>
        public ActedBy? Operator { get; init; }

        /// <inheritdoc/>
        public override string Sentence => $"Ended: {How}{InBrackets(Detail)}.";
    }

    /// <summary>A browser came to the return address that should not have: see <see cref="IAuthSessions.ReturnAsync"/>.</summary>
    /// <param name="When">By the session's clock.</param>
    /// <param name="Detail"><c>wrong_nonce</c> or <c>another_browser</c>.</param>
    public sealed record ReturnMismatched(DateTimeOffset When, string Detail) : SessionEvent(When)
    {
        /// <inheritdoc/>
        public override string Sentence => $"The return from the app did not fit the session ({Detail}).";
    }

    /// <summary>The ticket of the completed session was redeemed for a user session.</summary>
    public sealed record SignedIn(DateTimeOffset When) : SessionEvent(When)
    {
        /// <inheritdoc/>
        public override string Sentence => "The browser was signed in.";
    }

    private static string Name(Device device) => device is Device.Same ? "same" : "other";

    private static string InBrackets(string? detail) => detail is null ? "" : $" ({detail})";
}
