using System.Xml;

namespace AuthDemo.Signatures.Xml;

/// <summary>A <c>Reference</c> of XML-DSig with one transform (§4.4.3).</summary>
/// <param name="Uri"><c>#</c> and the id of the signed element.</param>
/// <param name="Digest">SHA-256 of its canonical form.</param>
/// <param name="HasAcceptedAlgorithms">Canonical XML 1.0 and SHA-256, without parameters.</param>
internal sealed record SignatureReference(string Uri, byte[] Digest, bool HasAcceptedAlgorithms)
{
    /// <exception cref="FormatException">Another structure.</exception>
    public static SignatureReference Read(XmlElement reference)
    {
        var parts = XmlStructure.RequireChildren(reference, XmlDsig.Namespace, "Transforms", "DigestMethod", "DigestValue");
        var transforms = XmlStructure.RequireList(parts[0], XmlDsig.Namespace, "Transform");
        return new SignatureReference(
            reference.GetAttribute("URI"), Convert.FromBase64String(parts[2].InnerText),
            transforms is [var transform] && XmlDsig.IsAlgorithm(transform, XmlDsig.CanonicalXml)
                && XmlDsig.IsAlgorithm(parts[1], XmlDsig.Sha256));
    }
}
