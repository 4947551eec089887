namespace AuthDemo.Sessions.Claims;

/// <summary>Section <c>Claims</c>: what a relying application is told of a signed-in person.</summary>
public sealed class ClaimsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Claims";

    /// <summary>
    /// Names of the claims to issue, of <see cref="SignInClaims.Known"/>; null issues all that can be issued: <c>sub</c> needs
    /// <see cref="PseudonymKey"/>.
    /// </summary>
    public string[]? Issue { get; set; }

    /// <summary>
    /// Key of the pseudonym in <c>sub</c>: base64 of at least 32 random bytes. A secret: from the environment or a secret store.
    /// Another key gives every person another pseudonym.
    /// </summary>
    public string? PseudonymKey { get; set; }
}
