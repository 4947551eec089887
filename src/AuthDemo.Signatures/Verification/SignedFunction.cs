namespace AuthDemo.Signatures.Verification;

/// <summary>What a user did with a BankID: <c>clientInfo/funcId</c> of the signed data.</summary>
public enum SignedFunction
{
    /// <summary>Identified.</summary>
    Identification,

    /// <summary>Signed a text.</summary>
    Signing,
}
