namespace AuthDemo.Signatures.Verification;

/// <summary>
/// The signature and the OCSP response of a completed order, and what they must prove. Personal data: prints masked.
/// </summary>
/// <param name="Signature"><c>completionData.signature</c> exactly as received: base64 of an XML signature.</param>
/// <param name="OcspResponse"><c>completionData.ocspResponse</c>: base64 of a DER-encoded OCSP response (RFC 6960).</param>
/// <param name="PersonalNumber"><c>completionData.user.personalNumber</c>, 12 digits.</param>
public sealed record VerificationRequest(string Signature, string OcspResponse, string PersonalNumber)
{
    /// <summary>The visible data of the order before it was base64-encoded; null when there was none.</summary>
    public string? VisibleText { get; init; }

    /// <summary>The non-visible data of the order before it was base64-encoded; null when there was none.</summary>
    public string? NonVisibleText { get; init; }

    /// <summary>What the user was asked to do; null for payments, whose signatures may have either value.</summary>
    public SignedFunction? Function { get; init; }

    /// <summary>
    /// The relying party that started the order; null accepts the signature whichever relying party it was made for. Without it a
    /// signature that the user made for another relying party, over the same text, is valid here too.
    /// </summary>
    public RelyingPartyName? RelyingParty { get; init; }

    /// <summary>Masked.</summary>
    public override string ToString() => "VerificationRequest { *** }";
}
