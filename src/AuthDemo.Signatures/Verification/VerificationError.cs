namespace AuthDemo.Signatures.Verification;

/// <summary>
/// Which rule was violated. The names hold no data of the signature, so they may be logged; they are stored with the evidence, so
/// renaming one changes what stored records mean.
/// </summary>
public enum VerificationError
{
    /// <summary>The signature is not base64 of well-formed XML without a document type, or it exceeds a limit on size or depth.</summary>
    SignatureUnreadable,

    /// <summary>The XML does not have the structure of a BankID signature: other, missing or duplicate elements or ids.</summary>
    SignatureShape,

    /// <summary>An algorithm other than RSA-SHA256, SHA-256 and Canonical XML 1.0.</summary>
    SignatureAlgorithm,

    /// <summary>The digest of the signed data (<c>#bidSignedData</c>) differs.</summary>
    SignedDataAltered,

    /// <summary>The digest of the certificates (<c>#bidKeyInfo</c>) differs.</summary>
    CertificatesAltered,

    /// <summary>A certificate cannot be read, or the signer's must not sign: a CA, a short key, another key usage.</summary>
    SignerCertificate,

    /// <summary>There is no path from the signer's certificate to a trusted root, or a certificate on it was not valid at the time.</summary>
    ChainUntrusted,

    /// <summary>The signature value was not made with the signer's key.</summary>
    SignatureValue,

    /// <summary>The OCSP response is not base64 of a successful basic OCSP response, or it exceeds a limit.</summary>
    OcspUnreadable,

    /// <summary>The signer's issuer did not issue the responder's certificate for OCSP signing.</summary>
    OcspResponder,

    /// <summary>The signature of the OCSP response does not verify, or its algorithm is not accepted.</summary>
    OcspSignature,

    /// <summary>The OCSP response is about another certificate.</summary>
    OcspOtherCertificate,

    /// <summary>The nonce of the OCSP response belongs to another signature.</summary>
    OcspNonce,

    /// <summary>The OCSP response is too old, or it was outside its own validity when it was produced.</summary>
    OcspTime,

    /// <summary>The certificate status is not <c>good</c>.</summary>
    OcspStatus,

    /// <summary>The visible data differs from what we sent, or the app does not state that it was shown.</summary>
    VisibleText,

    /// <summary>The non-visible data differs from what we sent.</summary>
    NonVisibleText,

    /// <summary>The user identified where a signature was requested, or the other way round.</summary>
    Function,

    /// <summary>The signer's certificate has another personal number than the completion data.</summary>
    PersonalNumber,

    /// <summary>The signature was made for another relying party: <c>srvInfo/name</c> is not the name in our certificate.</summary>
    RelyingParty,
}
