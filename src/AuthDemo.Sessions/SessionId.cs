using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace AuthDemo.Sessions;

/// <summary>Identifies one auth session. Not a secret: it may appear in logs and URLs. 22 characters of base64url (16 random bytes).</summary>
[GenerateSerializer, Immutable]
public readonly record struct SessionId
{
    private SessionId(string value) => Value = value;

    /// <summary>The 22 characters.</summary>
    [Id(0)] public string Value { get; init; }

    /// <summary>A new random id.</summary>
    public static SessionId New() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)));

    /// <summary>Reads an id from a URL; false when it is not valid.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SessionId id)
    {
        var ok = text is { Length: 22 } && Base64Url.IsValid(text, out var length) && length == 16;
        id = ok ? new SessionId(text!) : default;
        return ok;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
