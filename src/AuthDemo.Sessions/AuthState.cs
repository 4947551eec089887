using System.Text.Json;

namespace AuthDemo.Sessions;

/// <summary>
/// The state of an auth session, as a page may show it: a closed family, each case with only the properties it has.
/// One member for each outcome of the protocol seam (<c>python-bankid/contract/README.md</c>), and
/// <see cref="Unrecognised"/> for an outcome this version does not know, which is never a success.
/// </summary>
[GenerateSerializer, Immutable]
public abstract record AuthState
{
    private AuthState() { }

    /// <summary>Id of the user message to show (<c>RFA1</c> …, or one of our own), null where the case needs none.</summary>
    [Id(0)] public string? Message { get; init; }

    /// <summary>No further state follows.</summary>
    public virtual bool IsFinal => false;

    /// <summary>
    /// Calls the visitor's method for this case. A case added here breaks the build of every visitor until it is handled there,
    /// which no <c>switch</c> over records can do.
    /// </summary>
    public abstract T Accept<T>(IAuthStateVisitor<T> visitor);

    /// <summary>The state in words, for the journal and the logs.</summary>
    public abstract StateDescription Describe();

    /// <summary>BankID has not begun to find the person: states in which the session waits for BankID or the app.</summary>
    [GenerateSerializer, Immutable]
    public abstract record Pending : AuthState
    {
        private protected Pending() { }

        /// <summary>BankID has not responded since then, and the session keeps trying; null without an error.</summary>
        [Id(0)] public DateTimeOffset? TroubledSince { get; init; }

        /// <summary>BankID's latest hint code as it came, a code word; null without an order, or when BankID gave none.</summary>
        [Id(1)] public string? Hint { get; init; }
    }

    /// <summary>The order is being created.</summary>
    [GenerateSerializer, Immutable]
    public sealed record Starting : Pending
    {
        /// <inheritdoc/>
        public override T Accept<T>(IAuthStateVisitor<T> visitor) => visitor.Starting(this);

        /// <inheritdoc/>
        public override StateDescription Describe() => new(AuthStateKind.Starting);
    }

    /// <summary>The person is to scan the animated QR code.</summary>
    /// <param name="QrContent">The content of the code at this second.</param>
    /// <param name="WindowEnds">When the order ends unless a phone picks it up.</param>
    /// <param name="Renewals">How many orders this session has replaced.</param>
    [GenerateSerializer, Immutable]
    public sealed record AwaitingScan(
        [property: Id(0)] string QrContent, [property: Id(1)] DateTimeOffset WindowEnds, [property: Id(2)] int Renewals) : Pending
    {
        /// <inheritdoc/>
        public override T Accept<T>(IAuthStateVisitor<T> visitor) => visitor.AwaitingScan(this);

        /// <inheritdoc/>
        public override StateDescription Describe() => new(AuthStateKind.AwaitingScan);

        /// <summary>Masked: the code can be scanned by whoever reads it.</summary>
        public override string ToString() => $"AwaitingScan {{ WindowEnds = {WindowEnds:O}, Renewals = {Renewals} }}";
    }

    /// <summary>The person is to open the app on this device.</summary>
    /// <param name="Link">Where the anchor points: holds the autostart token.</param>
    /// <param name="ReturnsAutomatically">The app returns to the browser; otherwise the person switches back by hand.</param>
    /// <param name="WindowEnds">When the order ends unless the app picks it up.</param>
    /// <param name="Renewals">How many orders this session has replaced.</param>
    [GenerateSerializer, Immutable]
    public sealed record AwaitingLaunch(
        [property: Id(0)] string Link, [property: Id(1)] bool ReturnsAutomatically,
        [property: Id(2)] DateTimeOffset WindowEnds, [property: Id(3)] int Renewals) : Pending
    {
        /// <inheritdoc/>
        public override T Accept<T>(IAuthStateVisitor<T> visitor) => visitor.AwaitingLaunch(this);

        /// <inheritdoc/>
        public override StateDescription Describe() => new(AuthStateKind.AwaitingLaunch);

        /// <summary>Masked: the link starts the order for whoever follows it.</summary>
        public override string ToString() => $"AwaitingLaunch {{ WindowEnds = {WindowEnds:O}, Renewals = {Renewals} }}";
    }

    /// <summary>The order waits for the app to pick it up (<c>noClient</c>).</summary>
    [GenerateSerializer, Immutable]
    public sealed record WaitingForApp : Pending
    {
        /// <inheritdoc/>
        public override T Accept<T>(IAuthStateVisitor<T> visitor) => visitor.WaitingForApp(this);

        /// <inheritdoc/>
        public override StateDescription Describe() => new(AuthStateKind.WaitingForApp);
    }

    /// <summary>The app is open and looks for a usable BankID (<c>started</c>).</summary>
    [GenerateSerializer, Immutable]
    public sealed record Searching : Pending
    {
        /// <inheritdoc/>
        public override T Accept<T>(IAuthStateVisitor<T> visitor) => visitor.Searching(this);

        /// <inheritdoc/>
        public override StateDescription Describe() => new(AuthStateKind.Searching);
    }

    /// <summary>The person reads an ID document with the app (<c>userMrtd</c>).</summary>
    [GenerateSerializer, Immutable]
    public sealed record ReadingDocument : Pending
    {
        /// <inheritdoc/>
        public override T Accept<T>(IAuthStateVisitor<T> visitor) => visitor.ReadingDocument(this);

        /// <inheritdoc/>
        public override StateDescription Describe() => new(AuthStateKind.ReadingDocument);
    }

    /// <summary>The person confirms in the app that they are in a call with us (<c>userCallConfirm</c>).</summary>
    [GenerateSerializer, Immutable]
    public sealed record ConfirmingCall : Pending
    {
        /// <inheritdoc/>
        public override T Accept<T>(IAuthStateVisitor<T> visitor) => visitor.ConfirmingCall(this);

        /// <inheritdoc/>
        public override StateDescription Describe() => new(AuthStateKind.ConfirmingCall);
    }

    /// <summary>The person enters the security code (<c>userSign</c>).</summary>
    [GenerateSerializer, Immutable]
    public sealed record EnteringCode : Pending
    {
        /// <inheritdoc/>
        public override T Accept<T>(IAuthStateVisitor<T> visitor) => visitor.EnteringCode(this);

        /// <inheritdoc/>
        public override StateDescription Describe() => new(AuthStateKind.EnteringCode);
    }

    /// <summary>BankID processes what the person signed (<c>processing</c>).</summary>
    [GenerateSerializer, Immutable]
    public sealed record Processing : Pending
    {
        /// <inheritdoc/>
        public override T Accept<T>(IAuthStateVisitor<T> visitor) => visitor.Processing(this);

        /// <inheritdoc/>
        public override StateDescription Describe() => new(AuthStateKind.Processing);
    }

    /// <summary>Under way, with a <see cref="Pending.Hint"/> this version does not know.</summary>
    [GenerateSerializer, Immutable]
    public sealed record InProgress : Pending
    {
        /// <inheritdoc/>
        public override T Accept<T>(IAuthStateVisitor<T> visitor) => visitor.InProgress(this);

        /// <inheritdoc/>
        public override StateDescription Describe() => new(AuthStateKind.InProgress, Raw: Hint);
    }

    /// <summary>The order was not picked up in time; a new one is being created.</summary>
    [GenerateSerializer, Immutable]
    public sealed record Renewing([property: Id(0)] int Renewals) : Pending
    {
        /// <inheritdoc/>
        public override T Accept<T>(IAuthStateVisitor<T> visitor) => visitor.Renewing(this);

        /// <inheritdoc/>
        public override StateDescription Describe() => new(AuthStateKind.Renewing);
    }

    /// <summary>BankID identified the person and our policies agree.</summary>
    /// <param name="Identity">Who it was.</param>
    /// <param name="Warnings">Policies that object without blocking: <c>ip_mismatch</c>, <c>risk</c>.</param>
    [GenerateSerializer, Immutable]
    public sealed record Completed([property: Id(0)] Identity Identity, [property: Id(1)] IReadOnlyList<string> Warnings) : AuthState
    {
        /// <inheritdoc/>
        public override T Accept<T>(IAuthStateVisitor<T> visitor) => visitor.Completed(this);

        /// <inheritdoc/>
        public override StateDescription Describe() => new(AuthStateKind.Completed);

        /// <inheritdoc/>
        public override bool IsFinal => true;
    }

    /// <summary>Somebody or something cancelled the session.</summary>
    [GenerateSerializer, Immutable]
    public sealed record Cancelled([property: Id(0)] CancelledBy By) : AuthState
    {
        /// <inheritdoc/>
        public override T Accept<T>(IAuthStateVisitor<T> visitor) => visitor.Cancelled(this);

        /// <inheritdoc/>
        public override StateDescription Describe() => new(AuthStateKind.Cancelled, Reason: JsonNamingPolicy.SnakeCaseLower.ConvertName(By.ToString()));

        /// <inheritdoc/>
        public override bool IsFinal => true;
    }

    /// <summary>BankID ended the order without an identification, or refused it.</summary>
    /// <param name="Reason">One of the seam's reasons: <c>expired_transaction</c>, <c>certificate_error</c> …</param>
    /// <param name="CanRetry">A new attempt may succeed.</param>
    /// <param name="Raw">The hint code, or status and error code, as BankID gave it, with scrubbed details.</param>
    [GenerateSerializer, Immutable]
    public sealed record Failed(
        [property: Id(0)] string Reason, [property: Id(1)] bool CanRetry, [property: Id(2)] string? Raw) : AuthState
    {
        /// <inheritdoc/>
        public override T Accept<T>(IAuthStateVisitor<T> visitor) => visitor.Failed(this);

        /// <inheritdoc/>
        public override StateDescription Describe() => new(AuthStateKind.Failed, Reason, Raw);

        /// <inheritdoc/>
        public override bool IsFinal => true;
    }

    /// <summary>BankID completed the order, and one of our policies rejected it. Nobody is signed in.</summary>
    /// <param name="Policy"><c>ip_mismatch</c>, <c>risk</c>, <c>identity</c>, <c>session</c>.</param>
    [GenerateSerializer, Immutable]
    public sealed record Rejected([property: Id(0)] string Policy) : AuthState
    {
        /// <summary>How far our clock seems to be behind BankID's, when that is the reason; else null.</summary>
        [Id(1)] public TimeSpan? ClockBehind { get; init; }

        /// <inheritdoc/>
        public override T Accept<T>(IAuthStateVisitor<T> visitor) => visitor.Rejected(this);

        /// <inheritdoc/>
        public override StateDescription Describe() => new(AuthStateKind.Rejected, Reason: Policy);

        /// <inheritdoc/>
        public override bool IsFinal => true;
    }

    /// <summary>Something that the session needs was unavailable for too long.</summary>
    /// <param name="What">What is unavailable: <c>bankid</c>, <see cref="Python"/>, <see cref="Journal"/>.</param>
    /// <param name="Since">Since when.</param>
    /// <param name="RetryAfter">How long BankID asked to wait, if it did.</param>
    [GenerateSerializer, Immutable]
    public sealed record Unavailable(
        [property: Id(0)] string What, [property: Id(1)] DateTimeOffset Since, [property: Id(2)] TimeSpan? RetryAfter) : AuthState
    {
        /// <summary>The protocol module cannot be called.</summary>
        public const string Python = "python";

        /// <summary>The journal cannot be written.</summary>
        public const string Journal = "journal";

        /// <inheritdoc/>
        public override T Accept<T>(IAuthStateVisitor<T> visitor) => visitor.Unavailable(this);

        /// <inheritdoc/>
        public override StateDescription Describe() => new(AuthStateKind.Unavailable, Reason: What);

        /// <inheritdoc/>
        public override bool IsFinal => true;
    }

    /// <summary>An outcome this version does not know: shown as under way or ended, never as a success.</summary>
    [GenerateSerializer, Immutable]
    public sealed record Unrecognised([property: Id(0)] string Kind, [property: Id(1)] bool Ended) : AuthState
    {
        /// <inheritdoc/>
        public override T Accept<T>(IAuthStateVisitor<T> visitor) => visitor.Unrecognised(this);

        /// <inheritdoc/>
        public override StateDescription Describe() => new(AuthStateKind.Unrecognised, UnknownKind: Kind);

        /// <inheritdoc/>
        public override bool IsFinal => Ended;
    }
}

/// <summary>Who or what cancelled a session.</summary>
[GenerateSerializer]
public enum CancelledBy
{
    /// <summary>The person, on our page.</summary>
    User,

    /// <summary>The person, in the BankID app.</summary>
    App,

    /// <summary>BankID: the same person began another order somewhere.</summary>
    OtherOrder,

    /// <summary>Support staff.</summary>
    Operator,

    /// <summary>Nobody has followed the session for the set time.</summary>
    OwnerGone,

    /// <summary>The same browser started a new session.</summary>
    Superseded,

    /// <summary>The session reached its total time.</summary>
    Expired,
}
