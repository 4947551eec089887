namespace AuthDemo.Sessions;

/// <summary>What to do when BankID says complete and we have doubts.</summary>
public enum PolicyMode
{
    /// <summary>Do not ask.</summary>
    Off,

    /// <summary>Complete, with a warning that is recorded.</summary>
    Warn,

    /// <summary>Reject: recorded, and nobody is signed in.</summary>
    Block,
}

/// <summary>Section <c>Sessions:Policies</c>.</summary>
public sealed class PolicyOptions
{
    /// <summary>The app was at another address than the browser. For orders opened on the same device only (facts S7).</summary>
    public PolicyMode IpMismatch { get; set; } = PolicyMode.Warn;

    /// <summary>BankID calls the risk high (facts S19). Moderate and unknown risk are warnings. Not for the phone flows.</summary>
    public PolicyMode Risk { get; set; } = PolicyMode.Block;

    /// <summary>The app led back to another browser than the one that started, or with a nonce that is not the session's (facts S8).</summary>
    public PolicyMode Session { get; set; } = PolicyMode.Block;
}

/// <summary>
/// Section <c>Sessions:CertificatePolicies</c>: OIDs of the kinds of BankID that will do where the intent does not say; an empty
/// list accepts every kind.
/// </summary>
public sealed class CertificatePolicyOptions
{
    /// <summary>For QR codes; null is Mobile BankID of the environment, so that nobody is asked to scan with a file or a card (facts S18).</summary>
    public string[]? OtherDevice { get; set; }

    /// <summary>For launch links; null is every kind.</summary>
    public string[]? SameDevice { get; set; }

    /// <summary>For the phone flows; null is every kind.</summary>
    public string[]? Phone { get; set; }
}
