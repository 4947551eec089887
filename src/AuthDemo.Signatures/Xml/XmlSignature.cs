using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml;
using AuthDemo.Signatures.Verification;

namespace AuthDemo.Signatures.Xml;

/// <summary>
/// A BankID signature: a <c>Signature</c> element of <c>SignedInfo</c>, <c>SignatureValue</c>, <c>KeyInfo</c> and one <c>Object</c>
/// that holds the signed data. Any other structure is refused. The digests are compared with these elements themselves, which are
/// never looked up by id: that leaves no room for signature wrapping.
/// </summary>
internal sealed class XmlSignature
{
    private const string SignedDataId = "bidSignedData";
    private const string KeyInfoId = "bidKeyInfo";

    private readonly XmlElement _signedInfo;
    private readonly XmlElement _keyInfo;
    private readonly byte[] _value;
    private readonly byte[] _signedDataDigest;
    private readonly byte[] _keyInfoDigest;
    private readonly bool _hasAcceptedAlgorithms;

    private XmlSignature(XmlElement root)
    {
        XmlStructure.Require(XmlStructure.IsNamed(root, XmlDsig.Namespace, "Signature"));
        XmlStructure.RequirePlainContent(root);
        XmlStructure.RequireNoAttributes(root);
        var parts = XmlStructure.RequireChildren(root, XmlDsig.Namespace, "SignedInfo", "SignatureValue", "KeyInfo", "Object");
        (_signedInfo, _value, _keyInfo) = (parts[0], Convert.FromBase64String(parts[1].InnerText), parts[2]);
        XmlStructure.RequireNoAttributes(parts[3]);
        SignedData = XmlStructure.RequireChild(parts[3], SignedDataValidator.Namespace, "bankIdSignedData");
        XmlStructure.Require(XmlStructure.FindIds(root).SequenceEqual([(_keyInfo, KeyInfoId), (SignedData, SignedDataId)]));

        var info = XmlStructure.RequireChildren(
            _signedInfo, XmlDsig.Namespace, "CanonicalizationMethod", "SignatureMethod", "Reference", "Reference");
        SignatureReference[] references = [SignatureReference.Read(info[2]), SignatureReference.Read(info[3])];
        _signedDataDigest = DigestOf(references, SignedDataId);
        _keyInfoDigest = DigestOf(references, KeyInfoId);
        _hasAcceptedAlgorithms = XmlDsig.IsAlgorithm(info[0], XmlDsig.CanonicalXml) && XmlDsig.IsAlgorithm(info[1], XmlDsig.RsaSha256)
            && references.All(reference => reference.HasAcceptedAlgorithms);

        var certificates = XmlStructure.RequireChild(_keyInfo, XmlDsig.Namespace, "X509Data");
        Certificates = [.. XmlStructure.RequireList(certificates, XmlDsig.Namespace, "X509Certificate")
            .Select(element => Convert.FromBase64String(element.InnerText))];
    }

    /// <summary>The <c>bankIdSignedData</c> element.</summary>
    public XmlElement SignedData { get; }

    /// <summary>DER, the signer's first.</summary>
    public IReadOnlyList<byte[]> Certificates { get; }

    /// <param name="base64">As received.</param>
    /// <param name="error">Why the result is null.</param>
    public static XmlSignature? Read(string base64, out VerificationError error)
    {
        error = VerificationError.SignatureUnreadable;
        try
        {
            var root = BoundedXml.Parse(base64);
            error = VerificationError.SignatureShape;
            var signature = new XmlSignature(root);
            error = VerificationError.SignatureAlgorithm;
            return signature._hasAcceptedAlgorithms ? signature : null;
        }
        // The document is not what it must be. Which part of it is wrong would only help a forger.
        catch (Exception failure) when (failure is FormatException or XmlException or DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Null when both digests match.</summary>
    public VerificationError? VerifyDigests() =>
        !HasDigest(SignedData, _signedDataDigest) ? VerificationError.SignedDataAltered
        : !HasDigest(_keyInfo, _keyInfoDigest) ? VerificationError.CertificatesAltered
        : null;

    /// <summary>Whether the signature value over <c>SignedInfo</c> was made with the key of this certificate.</summary>
    public bool IsSignedBy(X509Certificate2 signer)
    {
        using var key = signer.GetRSAPublicKey()!;
        return key.VerifyData(CanonicalXml.Canonicalize(_signedInfo), _value, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static byte[] DigestOf(SignatureReference[] references, string id)
    {
        SignatureReference[] matching = [.. references.Where(reference => reference.Uri == "#" + id)];
        XmlStructure.Require(matching.Length == 1);
        return matching[0].Digest;
    }

    private static bool HasDigest(XmlElement element, byte[] digest) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(CanonicalXml.Canonicalize(element)), digest);
}
