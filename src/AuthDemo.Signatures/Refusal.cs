namespace AuthDemo.Signatures;

/// <summary>Which rule a proof broke. The names hold no data of the proof and are fit for logs.</summary>
public enum Refusal
{
    /// <summary>The signature is not base64 of well-formed XML without a document type, or is too large.</summary>
    SignatureUnreadable,

    /// <summary>The XML is not built as a BankID signature is: other, missing or doubled parts or ids.</summary>
    SignatureShape,

    /// <summary>Another algorithm than RSA-SHA256, SHA-256 and Canonical XML 1.0.</summary>
    SignatureAlgorithm,

    /// <summary>What was signed (<c>#bidSignedData</c>) is not what the signature is over.</summary>
    SignedDataAltered,

    /// <summary>The certificates (<c>#bidKeyInfo</c>) are not those that the signature is over.</summary>
    CertificatesAltered,

    /// <summary>A certificate cannot be read, or the signer's is not fit to sign: a CA, a short key, another use.</summary>
    SignerCertificate,

    /// <summary>The signer's certificate does not lead to a trust anchor, or a certificate on the way was not valid at the time.</summary>
    ChainUntrusted,

    /// <summary>The signature was not made with the signer's key.</summary>
    SignatureValue,

    /// <summary>The OCSP response is not base64 of a successful basic OCSP response.</summary>
    OcspUnreadable,

    /// <summary>The OCSP response was signed by somebody whom the signer's issuer has not appointed for that.</summary>
    OcspResponder,

    /// <summary>The OCSP response was altered, or signed with an algorithm that is not accepted.</summary>
    OcspSignature,

    /// <summary>The OCSP response is about another certificate.</summary>
    OcspOtherCertificate,

    /// <summary>The OCSP response is for another signature.</summary>
    OcspNonce,

    /// <summary>The OCSP response is too old, from the future, or was not valid when it was made.</summary>
    OcspTime,

    /// <summary>The issuer did not call the certificate good.</summary>
    OcspStatus,

    /// <summary>The person read another text than the one we sent.</summary>
    VisibleText,

    /// <summary>The hidden data is not what we sent.</summary>
    NonVisibleText,

    /// <summary>The person identified where a signature was asked for, or the other way round.</summary>
    Function,

    /// <summary>The signer's certificate names another person than the completion data.</summary>
    PersonalNumber,
}
