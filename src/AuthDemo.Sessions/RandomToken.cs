using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace AuthDemo.Sessions;

/// <summary>What <see cref="OwnerKey"/> and <see cref="Ticket"/> are made of: 32 random bytes as 43 characters of base64url.</summary>
internal static class RandomToken
{
    private const int Bytes = 32;
    private const int Characters = 43;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static bool IsValid([NotNullWhen(true)] string? text) =>
        text is { Length: Characters } && Base64Url.IsValid(text, out var length) && length == Bytes;

    /// <summary>SHA-256, lower-case hex. No salt and no stretching: 256 random bits cannot be guessed.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)));

    /// <summary>Compares two hashes in constant time.</summary>
    public static bool SameHash(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other));
}
