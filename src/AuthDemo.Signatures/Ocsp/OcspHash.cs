using System.Security.Cryptography;

namespace AuthDemo.Signatures.Ocsp;

/// <summary>
/// The hashes that OCSP identifies issuers and responders by. RFC 6960 and BankID's nonce require SHA-1; the response as a whole is
/// protected by a SHA-2 signature.
/// </summary>
internal static class OcspHash
{
#pragma warning disable CA5350
    public static byte[] Sha1(byte[] data) => SHA1.HashData(data);
#pragma warning restore CA5350

    /// <summary>The hash of the data; null when the algorithm is not accepted.</summary>
    /// <param name="oid">SHA-1 or SHA-256.</param>
    /// <param name="data">What is hashed.</param>
    public static byte[]? Compute(string oid, byte[] data) => oid switch
    {
        "1.3.14.3.2.26" => Sha1(data),
        "2.16.840.1.101.3.4.2.1" => SHA256.HashData(data),
        _ => null,
    };
}
