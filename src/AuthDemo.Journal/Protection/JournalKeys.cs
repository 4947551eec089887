using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AuthDemo.Journal.AuditLog;

namespace AuthDemo.Journal.Protection;

/// <summary>The journal's two own keys, both derived from one secret that the database holds protected.</summary>
internal sealed class JournalKeys(byte[] secret)
{
    private readonly byte[] _person = Derive(secret, "authdemo-journal-person-1");

    /// <summary>Seals the head of the chain (<see cref="HashChain.Seal"/>).</summary>
    public byte[] Chain { get; } = Derive(secret, "authdemo-journal-chain-1");

    /// <summary>
    /// What a person's sessions are found by: HMAC-SHA256 of the 12 digits, base64url. A plain hash would not do: there are few
    /// enough personal numbers to try them all.
    /// </summary>
    public string PersonHash(string personalNumber) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(_person, Encoding.ASCII.GetBytes(personalNumber)));

    private static byte[] Derive(byte[] secret, string use) =>
        HKDF.Expand(HashAlgorithmName.SHA256, secret, 32, Encoding.ASCII.GetBytes(use));
}
