using System.Formats.Asn1;
using System.Security.Cryptography;

namespace AuthDemo.Signatures.Ocsp;

/// <summary>
/// A successful <c>BasicOCSPResponse</c> about one certificate, read as strict DER (RFC 6960 §4.2.1). Nothing in it is verified yet:
/// see <see cref="OcspResponseValidator"/>.
/// </summary>
internal sealed record BasicOcspResponse
{
    private const string BasicResponseOid = "1.3.6.1.5.5.7.48.1.1";
    private const int MaxCharacters = 64 * 1024;
    private const int MaxCertificates = 6;

    /// <summary>The DER of <c>tbsResponseData</c>, which <see cref="Signature"/> is over.</summary>
    public required byte[] SignedBytes { get; init; }

    /// <summary>OID.</summary>
    public required string SignatureAlgorithm { get; init; }

    public required byte[] Signature { get; init; }

    /// <summary>DER of the certificates in the response.</summary>
    public required IReadOnlyList<byte[]> Certificates { get; init; }

    /// <summary>DER of the responder's name; null when the responder is identified by its key.</summary>
    public byte[]? ResponderName { get; init; }

    /// <summary>SHA-1 of the responder's key; null when the responder is identified by its name.</summary>
    public byte[]? ResponderKeyHash { get; init; }

    public required DateTimeOffset ProducedAt { get; init; }

    public required SingleResponse SingleResponse { get; init; }

    /// <summary>Null when there is none.</summary>
    public byte[]? Nonce { get; init; }

    /// <summary>Null when the text is not base64 of such a response.</summary>
    public static BasicOcspResponse? Read(string base64)
    {
        if (base64.Length > MaxCharacters)
            return null;
        try
        {
            var outer = Der.ReaderOver(Convert.FromBase64String(base64)).ReadSequence();
            if (outer.ReadEnumeratedBytes().Span is not [0]) // successful
                return null;
            var bytes = outer.ReadSequence(Der.Explicit(0)).ReadSequence();
            outer.ThrowIfNotEmpty();
            return bytes.ReadObjectIdentifier() == BasicResponseOid ? ReadBasic(bytes.ReadOctetString()) : null;
        }
        catch (Exception failure) when (failure is FormatException or AsnContentException or CryptographicException)
        {
            return null;
        }
    }

    private static BasicOcspResponse ReadBasic(byte[] der)
    {
        var basic = Der.ReaderOver(der).ReadSequence();
        var signed = basic.PeekEncodedValue().ToArray();
        var data = basic.ReadSequence();
        var algorithm = Der.ReadAlgorithm(basic);
        var signature = basic.ReadBitString(out var unused);
        if (unused != 0)
            throw new AsnContentException("A signature is whole bytes.");
        var certificates = basic.HasData ? ReadCertificates(basic.ReadSequence(Der.Explicit(0)).ReadSequence()) : [];
        basic.ThrowIfNotEmpty();

        if (data.PeekTag() == Der.Explicit(0))
            data.ReadSequence(Der.Explicit(0)); // version
        var byName = data.PeekTag() == Der.Explicit(1) ? data.ReadSequence(Der.Explicit(1)).ReadEncodedValue().ToArray() : null;
        var byKey = byName is null ? data.ReadSequence(Der.Explicit(2)).ReadOctetString() : null;
        var producedAt = data.ReadGeneralizedTime();
        var responses = data.ReadSequence();
        var single = SingleResponse.Read(responses.ReadSequence());
        responses.ThrowIfNotEmpty();
        return new BasicOcspResponse
        {
            SignedBytes = signed, SignatureAlgorithm = algorithm, Signature = signature, Certificates = certificates,
            ResponderName = byName, ResponderKeyHash = byKey, ProducedAt = producedAt, SingleResponse = single,
            Nonce = data.HasData ? OcspNonce.Read(data.ReadSequence(Der.Explicit(1)).ReadSequence()) : null,
        };
    }

    private static List<byte[]> ReadCertificates(AsnReader list)
    {
        List<byte[]> certificates = [];
        while (list.HasData)
        {
            if (certificates.Count == MaxCertificates)
                throw new AsnContentException("Too many certificates.");
            certificates.Add(list.ReadEncodedValue().ToArray());
        }

        return certificates;
    }
}
