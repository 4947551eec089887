namespace AuthDemo.Sessions.Completion;

/// <summary>
/// The proof of a completed session as one file to keep: a zip with <c>signature.xml</c>, <c>ocsp.der</c>, the text as it was
/// signed, and <c>manifest.json</c> with the SHA-256 of each. Personal data: prints masked; to its owner only, never cached.
/// </summary>
/// <param name="FileName">Name to save it by; holds no personal data.</param>
/// <param name="Content">The zip.</param>
[GenerateSerializer, Immutable]
public sealed record EvidenceBundle([property: Id(0)] string FileName, [property: Id(1)] byte[] Content)
{
    /// <summary>Masked.</summary>
    public override string ToString() => $"EvidenceBundle {{ Bytes = {Content.Length} }}";
}
