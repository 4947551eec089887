namespace AuthDemo.Sessions.Claims;

/// <summary>Section <c>Claims</c>: the claims about a signed-in person that a relying application gets.</summary>
public sealed class ClaimsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Claims";

    /// <summary>
    /// Names of the claims to issue, from <see cref="SignInClaims.Known"/>. Null issues all of them; <c>sub</c> only if
    /// <see cref="PseudonymKey"/> is set.
    /// </summary>
    public string[]? Issue { get; set; }

    /// <summary>
    /// Key of the pseudonym in <c>sub</c>: base64 of at least 32 random bytes. A secret: set it through the environment or a secret store.
    /// A new key changes every person's pseudonym.
    /// </summary>
    public string? PseudonymKey { get; set; }
}
