namespace AuthDemo.Sessions.BankId;

/// <summary>Section <c>BankId</c> of the configuration.</summary>
public sealed class BankIdOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "BankId";

    /// <summary>The environment; must be set, except in Development, where it is <see cref="BankIdEnvironment.Simulator"/>.</summary>
    public BankIdEnvironment? Environment { get; set; }

    /// <summary>The RP certificate, for <c>Test</c> and <c>Production</c>.</summary>
    public ClientCertificateOptions ClientCertificate { get; } = new();

    /// <summary>The root of BankID's server certificate, for <c>Test</c> and <c>Production</c>. No operating system trusts it.</summary>
    public TrustAnchorOptions TrustAnchor { get; } = new();

    /// <summary>
    /// Whether the signature of a completed order is verified before the result is published, and what happens when it is not valid.
    /// Requires <see cref="SigningRoot"/>.
    /// </summary>
    public PolicyMode VerifySignatures { get; set; }

    /// <summary>The BankID root that the users' certificates chain to, for <c>Test</c> and <c>Production</c>; not the root of the server's certificate.</summary>
    public TrustAnchorOptions SigningRoot { get; } = new();

    /// <summary>How long a TCP and TLS handshake may take. The exchange as a whole is bounded by the module's time-out.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>Maximum size of a response in bytes.</summary>
    public int MaxResponseBytes { get; set; } = 1024 * 1024;
}

/// <summary>Section <c>BankId:ClientCertificate</c>. Relative paths are below the content root.</summary>
public sealed class ClientCertificateOptions
{
    /// <summary>A <c>.p12</c>/<c>.pfx</c> file, or PEM with <see cref="KeyPath"/>.</summary>
    public string? Path { get; set; }

    /// <summary>Pass phrase of the file, or of the PEM key. A secret: set it through the environment or a secret store, never in a file in the repository.</summary>
    public string? Password { get; set; }

    /// <summary>PEM file of the private key; null for <c>.p12</c>.</summary>
    public string? KeyPath { get; set; }
}

/// <summary>Section <c>BankId:TrustAnchor</c>. A relative path is below the content root.</summary>
public sealed class TrustAnchorOptions
{
    /// <summary>The root certificate, PEM or DER.</summary>
    public string? Path { get; set; }

    /// <summary>
    /// The root's SHA-256 fingerprint, hex. When null, the root is compared with the published name and part of the fingerprint; set it
    /// when BankID changes its root.
    /// </summary>
    public string? Sha256 { get; set; }
}
