using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace AuthDemo.Signatures.Tests.Builders;

/// <summary>Builds an OCSP response (RFC 6960 §4.2.1). Valid by default; each property changes it in one respect.</summary>
internal sealed record OcspResponseBuilder
{
    private static readonly RSA s_key = RSA.Create(2048);

    /// <summary>0 good, 1 revoked, 2 unknown.</summary>
    public int CertificateStatus { get; init; }

    /// <summary><c>OCSPResponseStatus</c>; 0 is successful.</summary>
    public byte ResponseStatus { get; init; }

    public DateTimeOffset ProducedAt { get; init; } = DateTimeOffset.UtcNow;

    public TimeSpan ThisUpdate { get; init; }

    public TimeSpan? NextUpdate { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Identifies the responder by the hash of its key instead of its name.</summary>
    public bool IdentifiesResponderByKey { get; init; }

    public string AlgorithmOid { get; init; } = "1.2.840.113549.1.1.11";

    /// <summary>The certificate that the response is about; null for the signer's.</summary>
    public X509Certificate2? About { get; init; }

    public Func<byte[], byte[]?> Nonce { get; init; } = nonce => nonce;

    /// <summary>The issuer of the responder's certificate; null for the signer's issuer.</summary>
    public X509Certificate2? ResponderIssuer { get; init; }

    public string? ResponderPurpose { get; init; } = "1.3.6.1.5.5.7.3.9";

    public int CertificateCopies { get; init; } = 1;

    public string Build(X509Certificate2 signer, X509Certificate2 issuer, string signature)
    {
        using var responder = Responder(ResponderIssuer ?? issuer);
#pragma warning disable CA5350 // BankID's rule.
        var nonce = Nonce([.. SHA1.HashData(Encoding.UTF8.GetBytes(signature)), .. RandomNumberGenerator.GetBytes(12)]);
        var data = Encode(writer => WriteData(writer, About ?? signer, issuer, responder, nonce));
        var basic = Encode(writer =>
        {
            writer.WriteEncodedValue(data);
            Algorithm(writer, AlgorithmOid);
            writer.WriteBitString(s_key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
            if (CertificateCopies == 0)
                return;
            using (writer.PushSequence(Tag(0)))
            using (writer.PushSequence())
            {
                for (var i = 0; i < CertificateCopies; i++)
                    writer.WriteEncodedValue(responder.RawData);
            }
        });
        return Convert.ToBase64String(Encode(writer =>
        {
            writer.WriteEncodedValue([0x0a, 0x01, ResponseStatus]);
            using (writer.PushSequence(Tag(0)))
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier("1.3.6.1.5.5.7.48.1.1");
                writer.WriteOctetString(basic);
            }
        }));
    }

    private void WriteData(AsnWriter writer, X509Certificate2 subject, X509Certificate2 issuer, X509Certificate2 responder, byte[]? nonce)
    {
        if (IdentifiesResponderByKey)
            using (writer.PushSequence(Tag(2)))
                writer.WriteOctetString(SHA1.HashData(responder.PublicKey.EncodedKeyValue.RawData));
        else
            using (writer.PushSequence(Tag(1)))
                writer.WriteEncodedValue(responder.SubjectName.RawData);
        writer.WriteGeneralizedTime(ProducedAt, omitFractionalSeconds: true);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                Algorithm(writer, "1.3.14.3.2.26");
                writer.WriteOctetString(SHA1.HashData(issuer.SubjectName.RawData));
                writer.WriteOctetString(SHA1.HashData(issuer.PublicKey.EncodedKeyValue.RawData));
                writer.WriteInteger(new BigInteger(subject.SerialNumberBytes.Span, isUnsigned: false, isBigEndian: true));
            }

            WriteStatus(writer);
            writer.WriteGeneralizedTime(ProducedAt + ThisUpdate, omitFractionalSeconds: true);
            if (NextUpdate is { } next)
                using (writer.PushSequence(Tag(0)))
                    writer.WriteGeneralizedTime(ProducedAt + next, omitFractionalSeconds: true);
        }

        if (nonce is null)
            return;
        using (writer.PushSequence(Tag(1)))
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("1.3.6.1.5.5.7.48.1.2");
            using (writer.PushOctetString())
                writer.WriteOctetString(nonce);
        }
    }
#pragma warning restore CA5350

    private void WriteStatus(AsnWriter writer)
    {
        if (CertificateStatus != 1)
        {
            writer.WriteNull(new Asn1Tag(TagClass.ContextSpecific, CertificateStatus));
            return;
        }

        using (writer.PushSequence(Tag(1)))
            writer.WriteGeneralizedTime(ProducedAt.AddDays(-1), omitFractionalSeconds: true);
    }

    private X509Certificate2 Responder(X509Certificate2 issuer)
    {
        var request = new CertificateRequest("CN=Responder, C=SE", s_key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        if (ResponderPurpose is { } purpose)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: true));
        return SignatureBuilder.Issue(request, issuer);
    }

    private static byte[] Encode(Action<AsnWriter> members)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
            members(writer);
        return writer.Encode();
    }

    private static void Algorithm(AsnWriter writer, string oid)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            writer.WriteNull();
        }
    }

    private static Asn1Tag Tag(int number) => new(TagClass.ContextSpecific, number, isConstructed: true);
}
