using System.Formats.Asn1;

namespace AuthDemo.Signatures.Ocsp;

/// <summary>The status of one certificate: <c>SingleResponse</c> (RFC 6960 §4.2.1).</summary>
/// <param name="HashAlgorithm">OID of the hash that identifies the issuer.</param>
/// <param name="IssuerNameHash">Hash of the issuer's DER-encoded name.</param>
/// <param name="IssuerKeyHash">Hash of the issuer's public key.</param>
/// <param name="SerialNumber">The certificate's, as it is encoded.</param>
/// <param name="IsGood">False for revoked and for unknown.</param>
/// <param name="ThisUpdate">When the status was known to be correct.</param>
/// <param name="NextUpdate">When newer information will be available at the latest; null when it always is.</param>
internal sealed record SingleResponse(
    string HashAlgorithm, byte[] IssuerNameHash, byte[] IssuerKeyHash, byte[] SerialNumber, bool IsGood,
    DateTimeOffset ThisUpdate, DateTimeOffset? NextUpdate)
{
    private static readonly Asn1Tag s_good = new(TagClass.ContextSpecific, 0);

    public static SingleResponse Read(AsnReader response)
    {
        var id = response.ReadSequence();
        var algorithm = Der.ReadAlgorithm(id);
        var (name, key, serial) = (id.ReadOctetString(), id.ReadOctetString(), id.ReadIntegerBytes().ToArray());
        var isGood = response.PeekTag() == s_good;
        response.ReadEncodedValue();
        var thisUpdate = response.ReadGeneralizedTime();
        DateTimeOffset? next = response.HasData && response.PeekTag() == Der.Explicit(0)
            ? response.ReadSequence(Der.Explicit(0)).ReadGeneralizedTime()
            : null;
        return new SingleResponse(algorithm, name, key, serial, isGood, thisUpdate, next);
    }
}
