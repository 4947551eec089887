namespace AuthDemo.Simulator.Evidence;

/// <summary>The evidence in completion data.</summary>
/// <param name="Signature">Base64 of an XML signature.</param>
/// <param name="OcspResponse">Base64 of a DER-encoded OCSP response.</param>
internal sealed record SignedEvidence(string Signature, string OcspResponse)
{
    public override string ToString() => "signed evidence";
}
