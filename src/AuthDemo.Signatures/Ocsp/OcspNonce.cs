using System.Formats.Asn1;

namespace AuthDemo.Signatures.Ocsp;

/// <summary>The nonce extension of an OCSP response (RFC 8954).</summary>
internal static class OcspNonce
{
    private const string ExtensionOid = "1.3.6.1.5.5.7.48.1.2";
    private const int BankIdNonceBytes = 32;

    /// <summary>The nonce; null when there is none.</summary>
    /// <exception cref="AsnContentException">Two nonces, or malformed extensions.</exception>
    public static byte[]? Read(AsnReader extensions)
    {
        byte[]? nonce = null;
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            var isNonce = extension.ReadObjectIdentifier() == ExtensionOid;
            if (extension.PeekTag() == Asn1Tag.Boolean)
                extension.ReadBoolean(); // critical
            var value = extension.ReadOctetString();
            if (!isNonce)
                continue;
            if (nonce is not null)
                throw new AsnContentException("Two nonces.");
            nonce = Unwrap(value);
        }

        return nonce;
    }

    /// <summary>BankID's responders put the nonce into its extension as it is; RFC 8954 wraps it in an OCTET STRING.</summary>
    private static byte[] Unwrap(byte[] value) => value.Length == BankIdNonceBytes ? value : Der.ReaderOver(value).ReadOctetString();
}
