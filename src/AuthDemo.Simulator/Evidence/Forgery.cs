namespace AuthDemo.Simulator.Evidence;

/// <summary>What is wrong with evidence that a verifier must refuse. Everything else about it is right.</summary>
internal enum Forgery
{
    None,

    /// <summary>What the user signed was changed afterwards.</summary>
    Text,

    /// <summary>The signature value was changed.</summary>
    SignatureValue,

    /// <summary>The certificates have the right names but lead to another root.</summary>
    Issuer,

    /// <summary>The XML has a document type declaration, which a parser must not process.</summary>
    DocumentType,

    /// <summary>The OCSP response's own signature was changed.</summary>
    OcspSignature,

    /// <summary>The OCSP response was made for another signature.</summary>
    OcspNonce,

    /// <summary>The OCSP response is genuine and says the certificate is revoked.</summary>
    OcspRevoked,
}
