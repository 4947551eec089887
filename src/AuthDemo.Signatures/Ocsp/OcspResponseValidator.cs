using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using AuthDemo.Signatures.Certificates;
using AuthDemo.Signatures.Verification;

namespace AuthDemo.Signatures.Ocsp;

/// <summary>The rules of RFC 6960 §3.2, and of BankID's nonce, which binds the response to one signature (RP API, "Collect").</summary>
internal static class OcspResponseValidator
{
    private const int NonceRandomBytes = 12;

    /// <summary>
    /// The first rule that is violated; null when all hold. Does not look at our clock: see <see cref="IsTooOld"/> and
    /// <see cref="TimeAhead"/>.
    /// </summary>
    /// <param name="response">As read.</param>
    /// <param name="chain">The verified chain of the signer.</param>
    /// <param name="signature">The base64 text of the signature.</param>
    /// <param name="roots">The only roots trusted.</param>
    /// <param name="limits">The accepted clock skew.</param>
    /// <param name="at">When the responder's certificate must have been valid.</param>
    public static VerificationError? Validate(
        BasicOcspResponse response, SignerCertificateChain chain, string signature, X509Certificate2Collection roots,
        OcspTimeLimits limits, DateTimeOffset at)
    {
        using var responder = OcspResponder.Find(response, chain, roots, at);
        if (responder is null)
            return VerificationError.OcspResponder;
        if (!IsSignedBy(response, responder))
            return VerificationError.OcspSignature;
        if (!IsAbout(response.SingleResponse, chain))
            return VerificationError.OcspOtherCertificate;
        if (!IsNonceOf(response.Nonce, signature))
            return VerificationError.OcspNonce;
        if (!IsWithinItsValidity(response, limits))
            return VerificationError.OcspTime;
        return response.SingleResponse.IsGood ? null : VerificationError.OcspStatus;
    }

    /// <summary>Whether the response was produced too long before the order was found complete.</summary>
    public static bool IsTooOld(BasicOcspResponse response, OcspTimeLimits limits, DateTimeOffset at) =>
        response.ProducedAt < at - limits.MaxAge - limits.ClockSkew;

    /// <summary>How far the responder's clock is ahead of ours; null when it is within the accepted skew.</summary>
    public static TimeSpan? TimeAhead(BasicOcspResponse response, OcspTimeLimits limits, DateTimeOffset at) =>
        response.ProducedAt - at is var ahead && ahead > limits.ClockSkew ? ahead : null;

    private static bool IsSignedBy(BasicOcspResponse response, X509Certificate2 responder)
    {
        using var key = responder.GetRSAPublicKey();
        HashAlgorithmName? hash = response.SignatureAlgorithm switch
        {
            "1.2.840.113549.1.1.11" => HashAlgorithmName.SHA256,
            "1.2.840.113549.1.1.12" => HashAlgorithmName.SHA384,
            "1.2.840.113549.1.1.13" => HashAlgorithmName.SHA512,
            _ => null,
        };
        return key is not null && hash is { } name
            && key.VerifyData(response.SignedBytes, response.Signature, name, RSASignaturePadding.Pkcs1);
    }

    private static bool IsAbout(SingleResponse single, SignerCertificateChain chain) =>
        OcspHash.Compute(single.HashAlgorithm, chain.Issuer.SubjectName.RawData) is { } nameHash
        && OcspHash.Compute(single.HashAlgorithm, chain.Issuer.PublicKey.EncodedKeyValue.RawData) is { } keyHash
        && nameHash.AsSpan().SequenceEqual(single.IssuerNameHash)
        && keyHash.AsSpan().SequenceEqual(single.IssuerKeyHash)
        && chain.Signer.SerialNumberBytes.Span.SequenceEqual(single.SerialNumber);

    // SHA-1 of the signature's text, and random bytes.
    private static bool IsNonceOf(byte[]? nonce, string signature)
    {
        var expected = OcspHash.Sha1(Encoding.UTF8.GetBytes(signature));
        return nonce is not null && nonce.Length == expected.Length + NonceRandomBytes && nonce.AsSpan().StartsWith(expected);
    }

    private static bool IsWithinItsValidity(BasicOcspResponse response, OcspTimeLimits limits) =>
        response.SingleResponse.ThisUpdate <= response.ProducedAt + limits.ClockSkew
        && (response.SingleResponse.NextUpdate is not { } next || next >= response.ProducedAt - limits.ClockSkew);
}
