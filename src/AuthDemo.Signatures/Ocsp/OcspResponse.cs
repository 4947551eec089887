using System.Formats.Asn1;
using System.Security.Cryptography;

namespace AuthDemo.Signatures.Ocsp;

/// <summary>
/// A successful basic OCSP response about one certificate, read as strict DER (RFC 6960 §4.2.1). Nothing in it is trusted yet:
/// see <see cref="OcspRules"/>.
/// </summary>
internal sealed record OcspResponse
{
    private const string Basic = "1.3.6.1.5.5.7.48.1.1";
    private const string NonceExtension = "1.3.6.1.5.5.7.48.1.2";
    private const int MaxCharacters = 64 * 1024;
    private const int BankIdNonceBytes = 32;
    private static readonly Asn1Tag s_zero = Explicit(0);
    private static readonly Asn1Tag s_one = Explicit(1);
    private static readonly Asn1Tag s_two = Explicit(2);

    /// <summary>The bytes that <see cref="Signature"/> is over.</summary>
    public required byte[] SignedBytes { get; init; }

    /// <summary>OID.</summary>
    public required string SignatureAlgorithm { get; init; }

    public required byte[] Signature { get; init; }

    /// <summary>DER of the certificates that came along.</summary>
    public required IReadOnlyList<byte[]> Certificates { get; init; }

    /// <summary>DER of the responder's name, or null when it is named by its key.</summary>
    public byte[]? ResponderName { get; init; }

    /// <summary>SHA-1 of the responder's key, or null when it is named by its name.</summary>
    public byte[]? ResponderKeyHash { get; init; }

    public required DateTimeOffset ProducedAt { get; init; }

    public required SingleAnswer Answer { get; init; }

    /// <summary>Null when there is none.</summary>
    public byte[]? Nonce { get; init; }

    /// <summary>Null when it is not base64 of such a response.</summary>
    public static OcspResponse? Read(string base64)
    {
        if (base64.Length > MaxCharacters)
            return null;
        try
        {
            var outer = Whole(Convert.FromBase64String(base64)).ReadSequence();
            if (outer.ReadEnumeratedBytes().Span is not [0])
                return null;
            var bytes = outer.ReadSequence(s_zero).ReadSequence();
            outer.ThrowIfNotEmpty();
            return bytes.ReadObjectIdentifier() == Basic ? ReadBasic(bytes.ReadOctetString()) : null;
        }
        catch (Exception wrong) when (wrong is FormatException or AsnContentException or CryptographicException)
        {
            return null;
        }
    }

    private static OcspResponse ReadBasic(byte[] der)
    {
        var basic = Whole(der).ReadSequence();
        var signed = basic.PeekEncodedValue().ToArray();
        var data = basic.ReadSequence();
        var algorithm = ReadAlgorithm(basic);
        var signature = basic.ReadBitString(out var unused);
        if (unused != 0)
            throw new AsnContentException("A signature is whole bytes.");
        List<byte[]> certificates = [];
        if (basic.HasData)
            for (var list = basic.ReadSequence(s_zero).ReadSequence(); list.HasData;)
                certificates.Add(list.ReadEncodedValue().ToArray());
        basic.ThrowIfNotEmpty();

        if (data.PeekTag() == s_zero)
            data.ReadSequence(s_zero); // version
        var byName = data.PeekTag() == s_one ? data.ReadSequence(s_one).ReadEncodedValue().ToArray() : null;
        var byKey = byName is null ? data.ReadSequence(s_two).ReadOctetString() : null;
        var producedAt = data.ReadGeneralizedTime();
        var answers = data.ReadSequence();
        var answer = SingleAnswer.Read(answers.ReadSequence());
        answers.ThrowIfNotEmpty();
        return new OcspResponse
        {
            SignedBytes = signed, SignatureAlgorithm = algorithm, Signature = signature, Certificates = certificates,
            ResponderName = byName, ResponderKeyHash = byKey, ProducedAt = producedAt, Answer = answer,
            Nonce = data.HasData ? ReadNonce(data.ReadSequence(s_one).ReadSequence()) : null,
        };
    }

    /// <summary>An algorithm without parameters, or with the empty ones that RSA has.</summary>
    internal static string ReadAlgorithm(AsnReader from)
    {
        var algorithm = from.ReadSequence();
        var oid = algorithm.ReadObjectIdentifier();
        if (algorithm.HasData)
            algorithm.ReadNull();
        algorithm.ThrowIfNotEmpty();
        return oid;
    }

    private static byte[]? ReadNonce(AsnReader extensions)
    {
        byte[]? nonce = null;
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            var isNonce = extension.ReadObjectIdentifier() == NonceExtension;
            if (extension.PeekTag() == Asn1Tag.Boolean)
                extension.ReadBoolean(); // critical
            var value = extension.ReadOctetString();
            if (!isNonce)
                continue;
            if (nonce is not null)
                throw new AsnContentException("Two nonces.");
            nonce = Unwrapped(value);
        }

        return nonce;
    }

    /// <summary>BankID's responders put the nonce into its extension as it is; RFC 8954 puts an OCTET STRING around it.</summary>
    private static byte[] Unwrapped(byte[] value) => value.Length == BankIdNonceBytes ? value : Whole(value).ReadOctetString();

    private static AsnReader Whole(byte[] der)
    {
        var reader = new AsnReader(der, AsnEncodingRules.DER);
        if (reader.PeekEncodedValue().Length != der.Length)
            throw new AsnContentException("Something follows.");
        return reader;
    }

    internal static Asn1Tag Explicit(int number) => new(TagClass.ContextSpecific, number, isConstructed: true);
}
