namespace AuthDemo.Simulator.Evidence;

/// <summary>What completion data carries as proof.</summary>
/// <param name="Signature">Base64 of an XML signature.</param>
/// <param name="OcspResponse">Base64 of a DER-encoded OCSP response.</param>
internal sealed record SignedEvidence(string Signature, string OcspResponse)
{
    public override string ToString() => "signed evidence";
}
