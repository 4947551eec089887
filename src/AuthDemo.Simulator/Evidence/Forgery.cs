namespace AuthDemo.Simulator.Evidence;

/// <summary>The defect of evidence that a verifier must refuse. Everything else in it is valid.</summary>
internal enum Forgery
{
    None,

    /// <summary>The signed text was changed after signing.</summary>
    Text,

    /// <summary>The signature value was changed.</summary>
    SignatureValue,

    /// <summary>The certificates have the right names but lead to another root.</summary>
    Issuer,

    /// <summary>The XML has a document type declaration, which a parser must not process.</summary>
    DocumentType,

    /// <summary>The OCSP response's own signature was changed.</summary>
    OcspSignature,

    /// <summary>The OCSP response belongs to another signature.</summary>
    OcspNonce,

    /// <summary>The OCSP response is genuine and says the certificate is revoked.</summary>
    OcspRevoked,
}
