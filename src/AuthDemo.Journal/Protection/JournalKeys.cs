using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AuthDemo.Journal.Protection;

/// <summary>The journal's keys, derived from the root secret, which the database holds protected.</summary>
internal sealed class JournalKeys(byte[] secret)
{
    private readonly byte[] _person = Derive(secret, "authdemo-journal-person-1");
    private readonly byte[] _proof = Derive(secret, "authdemo-journal-proof-1");

    /// <summary>Seals the head of the hash chain.</summary>
    public byte[] Chain { get; } = Derive(secret, "authdemo-journal-chain-1");

    /// <summary>
    /// The keyed hash by which a person's sessions are found: HMAC-SHA256 of the 12 digits, base64url. A hash without a key could be
    /// reversed by trying all personal numbers.
    /// </summary>
    public string PersonHash(string personalNumber) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(_person, Encoding.ASCII.GetBytes(personalNumber)));

    /// <summary>
    /// The keyed hash by which a signature that was used is known again. It stays when the session is erased: without the key, nobody who
    /// has the signature can tell that it was ours.
    /// </summary>
    public string ProofHash(string signature) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(_proof, Encoding.UTF8.GetBytes(signature)));

    private static byte[] Derive(byte[] secret, string use) =>
        HKDF.Expand(HashAlgorithmName.SHA256, secret, 32, Encoding.ASCII.GetBytes(use));
}
