using System.Formats.Asn1;

namespace AuthDemo.Signatures.Ocsp;

/// <summary>What the responder says of one certificate: <c>SingleResponse</c> (RFC 6960 §4.2.1).</summary>
/// <param name="HashAlgorithm">OID of the hash that names the issuer.</param>
/// <param name="IssuerNameHash">Hash of the issuer's DER-encoded name.</param>
/// <param name="IssuerKeyHash">Hash of the issuer's public key.</param>
/// <param name="SerialNumber">The certificate's, as it is encoded.</param>
/// <param name="IsGood">False for revoked and for unknown.</param>
/// <param name="ThisUpdate">When it was known to be so.</param>
/// <param name="NextUpdate">When newer information will be there at the latest; null when always.</param>
internal sealed record SingleAnswer(
    string HashAlgorithm, byte[] IssuerNameHash, byte[] IssuerKeyHash, byte[] SerialNumber, bool IsGood,
    DateTimeOffset ThisUpdate, DateTimeOffset? NextUpdate)
{
    private static readonly Asn1Tag s_good = new(TagClass.ContextSpecific, 0);

    public static SingleAnswer Read(AsnReader answer)
    {
        var id = answer.ReadSequence();
        var algorithm = OcspResponse.ReadAlgorithm(id);
        var (name, key, serial) = (id.ReadOctetString(), id.ReadOctetString(), id.ReadIntegerBytes().ToArray());
        var isGood = answer.PeekTag() == s_good;
        answer.ReadEncodedValue();
        var thisUpdate = answer.ReadGeneralizedTime();
        DateTimeOffset? next = answer.HasData && answer.PeekTag() == OcspResponse.Explicit(0)
            ? answer.ReadSequence(OcspResponse.Explicit(0)).ReadGeneralizedTime()
            : null;
        return new SingleAnswer(algorithm, name, key, serial, isGood, thisUpdate, next);
    }
}
