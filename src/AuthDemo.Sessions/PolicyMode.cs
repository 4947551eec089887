namespace AuthDemo.Sessions;

/// <summary>How a finding about a completed order is treated.</summary>
public enum PolicyMode
{
    /// <summary>The check is off.</summary>
    Off,

    /// <summary>Complete, with a warning that is recorded.</summary>
    Warn,

    /// <summary>Reject: recorded, and nobody is signed in.</summary>
    Block,
}

/// <summary>Section <c>Sessions:Policies</c>.</summary>
public sealed class PolicyOptions
{
    /// <summary>The app had another address than the browser. Applies only to orders opened on the same device (facts S7).</summary>
    public PolicyMode IpMismatch { get; set; } = PolicyMode.Warn;

    /// <summary>BankID assessed the risk as high (facts S19). Moderate and unknown risk are warnings. Not for the phone flows.</summary>
    public PolicyMode Risk { get; set; } = PolicyMode.Block;

    /// <summary>The app returned to another browser than the one that started, or with a nonce that is not the session's (facts S8).</summary>
    public PolicyMode Session { get; set; } = PolicyMode.Block;
}

/// <summary>
/// Section <c>Sessions:CertificatePolicies</c>: OIDs of the accepted kinds of BankID, for intents that have none; an empty list
/// accepts every kind.
/// </summary>
public sealed class CertificatePolicyOptions
{
    /// <summary>For QR codes; null is Mobile BankID of the environment, because a BankID on file or on card cannot scan (facts S18).</summary>
    public string[]? OtherDevice { get; set; }

    /// <summary>For launch links; null is every kind.</summary>
    public string[]? SameDevice { get; set; }

    /// <summary>For the phone flows; null is every kind.</summary>
    public string[]? Phone { get; set; }
}
