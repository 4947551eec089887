using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AuthDemo.Simulator.Evidence;

/// <summary>
/// A signed OCSP response for one certificate (RFC 6960), in the form of BankID's responders: no next update, and the nonce in a
/// critical extension as it is, without the OCTET STRING that RFC 8954 puts around it.
/// </summary>
internal static class OcspResponse
{
    private const string Basic = "1.3.6.1.5.5.7.48.1.1";
    private const string NonceExtension = "1.3.6.1.5.5.7.48.1.2";
    private const string Sha1 = "1.3.14.3.2.26";
    private const string Sha256WithRsa = "1.2.840.113549.1.1.11";

    /// <param name="subject">The certificate in question.</param>
    /// <param name="issuer">Issuer of both the subject and the responder.</param>
    /// <param name="responder">The OCSP signer, with its private key.</param>
    public static byte[] Create(
        X509Certificate2 subject,
        X509Certificate2 issuer,
        X509Certificate2 responder,
        byte[] nonce,
        DateTimeOffset now,
        bool isRevoked = false)
    {
        var data = ResponseData(subject, issuer, responder, nonce, now, isRevoked);
        using var key = responder.GetRSAPrivateKey()!;
        var signature = key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        var basic = new AsnWriter(AsnEncodingRules.DER);
        using (basic.PushSequence())
        {
            basic.WriteEncodedValue(data);
            WriteAlgorithm(basic, Sha256WithRsa);
            basic.WriteBitString(signature);
            using (basic.PushSequence(Explicit(0)))
            using (basic.PushSequence())
                basic.WriteEncodedValue(responder.RawData);
        }

        var response = new AsnWriter(AsnEncodingRules.DER);
        using (response.PushSequence())
        {
            response.WriteEncodedValue([0x0a, 0x01, 0x00]); // ENUMERATED: successful
            using (response.PushSequence(Explicit(0)))
            using (response.PushSequence())
            {
                response.WriteObjectIdentifier(Basic);
                response.WriteOctetString(basic.Encode());
            }
        }
        return response.Encode();
    }

    /// <summary>Changes one bit of the response's signature, which is the last thing before the responder's certificate.</summary>
    public static void BreakSignature(byte[] response, X509Certificate2 responder) =>
        response[response.AsSpan().LastIndexOf(responder.RawData) - 64] ^= 1;

    private static byte[] ResponseData(
        X509Certificate2 subject, X509Certificate2 issuer, X509Certificate2 responder, byte[] nonce, DateTimeOffset now, bool isRevoked)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence(Explicit(1)))
                writer.WriteEncodedValue(responder.SubjectName.RawData);
            writer.WriteGeneralizedTime(now, omitFractionalSeconds: true);
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                WriteCertificateId(writer, subject, issuer);
                WriteStatus(writer, isRevoked ? now : null);
                writer.WriteGeneralizedTime(now, omitFractionalSeconds: true);
            }
            using (writer.PushSequence(Explicit(1)))
            using (writer.PushSequence())
                WriteNonce(writer, nonce);
        }
        return writer.Encode();
    }

    private static void WriteStatus(AsnWriter writer, DateTimeOffset? revokedAt)
    {
        if (revokedAt is not { } at)
        {
            writer.WriteNull(new Asn1Tag(TagClass.ContextSpecific, 0));
            return;
        }
        using (writer.PushSequence(Explicit(1)))
            writer.WriteGeneralizedTime(at, omitFractionalSeconds: true);
    }

    private static void WriteCertificateId(AsnWriter writer, X509Certificate2 subject, X509Certificate2 issuer)
    {
        using (writer.PushSequence())
        {
            WriteAlgorithm(writer, Sha1);
#pragma warning disable CA5350 // SHA-1 only identifies the issuer here (RFC 6960 §4.1.1).
            writer.WriteOctetString(SHA1.HashData(issuer.SubjectName.RawData));
            writer.WriteOctetString(SHA1.HashData(issuer.PublicKey.EncodedKeyValue.RawData));
#pragma warning restore CA5350
            writer.WriteInteger(new BigInteger(subject.SerialNumberBytes.Span, isUnsigned: false, isBigEndian: true));
        }
    }

    private static void WriteNonce(AsnWriter writer, byte[] nonce)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(NonceExtension);
            writer.WriteBoolean(true);
            writer.WriteOctetString(nonce);
        }
    }

    private static void WriteAlgorithm(AsnWriter writer, string oid)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            writer.WriteNull();
        }
    }

    private static Asn1Tag Explicit(int number) => new(TagClass.ContextSpecific, number, isConstructed: true);
}
