using AuthDemo.Sessions.Intents;

namespace AuthDemo.Sessions;

/// <summary>Section <c>Sessions</c> of the configuration. Times are written <c>00:01:00</c>.</summary>
public sealed class SessionsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Sessions";

    /// <summary>
    /// A session that shows a QR code and that nobody has followed for so long is cancelled, and its order with it. Not while the app has
    /// the order, and not on the same device, where the app covers the page: BankID's own time limits end those.
    /// </summary>
    public TimeSpan OwnerGoneAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>A second start of the same thing by the same browser within this time is the first one (facts S12).</summary>
    public TimeSpan StartDebounce { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a ticket may be redeemed.</summary>
    public TimeSpan TicketLifetime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A session that has not ended by then is cancelled, whatever it waits for.</summary>
    public TimeSpan TotalTime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long its owner can read, and sign in by, a session that has ended.</summary>
    public TimeSpan FinalReadable { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long Python or the journal may be away before a running session ends because of it.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the journal may be away when it is to record a completed order: longer than <see cref="Patience"/>, because BankID returns
    /// a result once and the person has finished in the app. Their page says so meanwhile.
    /// </summary>
    public TimeSpan CompletionPatience { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>What to do about doubts when BankID says complete.</summary>
    public PolicyOptions Policies { get; } = new();

    /// <summary>Which kinds of BankID will do.</summary>
    public CertificatePolicyOptions CertificatePolicies { get; } = new();
}
