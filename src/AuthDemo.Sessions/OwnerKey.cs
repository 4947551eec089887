using System.Diagnostics.CodeAnalysis;

namespace AuthDemo.Sessions;

/// <summary>
/// The browser's proof that a session is its own: 32 random bytes in an HttpOnly cookie. A secret: prints masked, and only its
/// hash is stored.
/// </summary>
[GenerateSerializer, Immutable]
public sealed record OwnerKey
{
    [Id(0)] private readonly string _value;

    private OwnerKey(string value) => _value = value;

    /// <summary>A new random key.</summary>
    public static OwnerKey New() => new(RandomToken.New());

    /// <summary>Reads a key from the cookie; false when it is not valid.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out OwnerKey? key)
    {
        key = RandomToken.IsValid(text) ? new OwnerKey(text) : null;
        return key is not null;
    }

    /// <summary>The cookie's value. For the cookie only.</summary>
    public string Reveal() => _value;

    /// <summary>SHA-256 of the key, lower-case hex: what sessions and the journal store, and the browser grain's key.</summary>
    public string Hash() => RandomToken.Hash(_value);

    /// <summary>Masked.</summary>
    public override string ToString() => "OwnerKey { *** }";
}
