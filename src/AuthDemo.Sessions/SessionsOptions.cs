using AuthDemo.Sessions.Intents;

namespace AuthDemo.Sessions;

/// <summary>Section <c>Sessions</c> of the configuration. Times are written <c>00:01:00</c>.</summary>
public sealed class SessionsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Sessions";

    /// <summary>
    /// A session that shows a QR code and has no follower for this time is cancelled, and its order with it. A session whose order the app
    /// has, and a session on the same device, where the app covers the page, end by BankID's own time limits.
    /// </summary>
    public TimeSpan OwnerGoneAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>A second start with the same intent by the same browser within this time returns the first session (facts S12).</summary>
    public TimeSpan StartDebounce { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a ticket may be redeemed.</summary>
    public TimeSpan TicketLifetime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A session that has not ended within this time is cancelled in any state.</summary>
    public TimeSpan TotalTime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the owner can read a session that has ended, and sign in with it.</summary>
    public TimeSpan FinalReadable { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long Python or the journal may be unavailable before a running session ends because of it.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the journal may be unavailable when a completed order is to be recorded: longer than <see cref="Patience"/>, because BankID returns
    /// a result once and the person has finished in the app. Their page says so meanwhile.
    /// </summary>
    public TimeSpan CompletionPatience { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a completed order waits for the journal: the longer of both, so that completing never shortens the wait.</summary>
    internal TimeSpan LongestPatience => CompletionPatience > Patience ? CompletionPatience : Patience;

    /// <summary>The policies for a completed order.</summary>
    public PolicyOptions Policies { get; } = new();

    /// <summary>The accepted kinds of BankID.</summary>
    public CertificatePolicyOptions CertificatePolicies { get; } = new();
}
