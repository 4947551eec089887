namespace AuthDemo.Signatures;

/// <summary>
/// The proof that BankID handed over with a completed order, and what it must prove. Personal data: prints masked.
/// </summary>
/// <param name="Signature"><c>completionData.signature</c> exactly as received: base64 of an XML signature.</param>
/// <param name="OcspResponse"><c>completionData.ocspResponse</c>: base64 of a DER-encoded OCSP response (RFC 6960).</param>
/// <param name="PersonalNumber"><c>completionData.user.personalNumber</c>, 12 digits.</param>
public sealed record CompletedOrder(string Signature, string OcspResponse, string PersonalNumber)
{
    /// <summary>The text the person was asked to read, as it was before base64; null when there was none.</summary>
    public string? VisibleText { get; init; }

    /// <summary>The hidden data of the order, as it was before base64; null when there was none.</summary>
    public string? NonVisibleText { get; init; }

    /// <summary>What the person was asked to do; null where BankID does not say which of the two it is (payments).</summary>
    public SignedFunction? Function { get; init; }

    /// <summary>Masked.</summary>
    public override string ToString() => "CompletedOrder { *** }";
}

/// <summary>What a person did with a BankID: <c>clientInfo/funcId</c> of the signature.</summary>
public enum SignedFunction
{
    /// <summary>Identified.</summary>
    Identification,

    /// <summary>Signed a text.</summary>
    Signing,
}
