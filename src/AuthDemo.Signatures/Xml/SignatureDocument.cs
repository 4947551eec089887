using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml;

namespace AuthDemo.Signatures.Xml;

/// <summary>
/// A BankID signature whose parts stand where they must: <c>Signature</c> of <c>SignedInfo</c>, <c>SignatureValue</c>,
/// <c>KeyInfo</c> and one <c>Object</c> with the signed data. The references are held against these very elements and never
/// looked up by id, so signature wrapping has nothing to work with.
/// </summary>
internal sealed class SignatureDocument
{
    public const string Dsig = "http://www.w3.org/2000/09/xmldsig#";
    private const string CanonicalXml = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
    private const string RsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    private const string Sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";
    private const string SignedDataId = "bidSignedData";
    private const string KeyInfoId = "bidKeyInfo";

    // Hidden data may measure 200 000 characters and visible 40 000 (facts §1.3); the certificates some thousand each.
    private const int MaxCharacters = 512 * 1024;

    private readonly XmlElement _signedInfo;
    private readonly XmlElement _keyInfo;
    private readonly byte[] _value;
    private readonly byte[] _signedDataDigest;
    private readonly byte[] _keyInfoDigest;

    private SignatureDocument(XmlElement[] parts, XmlElement signedData, byte[] signedDataDigest, byte[] keyInfoDigest)
    {
        (_signedInfo, _value, _keyInfo) = (parts[0], Convert.FromBase64String(parts[1].InnerText), parts[2]);
        (SignedData, _signedDataDigest, _keyInfoDigest) = (signedData, signedDataDigest, keyInfoDigest);
        Certificates = [.. Shape.Children(Shape.Only(_keyInfo, Dsig, "X509Data"), Dsig, "X509Certificate")
            .Select(element => Convert.FromBase64String(element.InnerText))];
    }

    /// <summary>The <c>bankIdSignedData</c> element.</summary>
    public XmlElement SignedData { get; }

    /// <summary>DER, the signer's first.</summary>
    public IReadOnlyList<byte[]> Certificates { get; }

    /// <param name="base64">As received.</param>
    /// <param name="refusal">Why there is no document.</param>
    public static SignatureDocument? Read(string base64, out Refusal refusal)
    {
        refusal = Refusal.SignatureUnreadable;
        try
        {
            var root = Parse(base64);
            refusal = Refusal.SignatureShape;
            Shape.Demand(Shape.Is(root, Dsig, "Signature") && Shape.HasOnlyPlainNodes(root));
            Shape.HasOnlyAttributes(root);
            XmlElement[] parts = [.. Shape.Children(root, Dsig, "SignedInfo", "SignatureValue", "KeyInfo", "Object")];
            Shape.HasOnlyAttributes(parts[3]);
            var signedData = Shape.Only(parts[3], SignedContent.Types, "bankIdSignedData");
            Shape.Demand(Shape.Ids(root).SequenceEqual([(parts[2], KeyInfoId), (signedData, SignedDataId)]));
            XmlElement[] info = [.. Shape.Children(parts[0], Dsig, "CanonicalizationMethod", "SignatureMethod", "Reference", "Reference")];
            var digests = info[2..].ToDictionary(reference => reference.GetAttribute("URI"), Digest);
            var document = new SignatureDocument(parts, signedData, digests["#" + SignedDataId], digests["#" + KeyInfoId]);
            refusal = Refusal.SignatureAlgorithm;
            return AreAccepted(info) ? document : null;
        }
        // All of them say that the text is not what it must be; which part it was is of no use to anybody but a forger.
        catch (Exception wrong) when (wrong is FormatException or XmlException or DecoderFallbackException or KeyNotFoundException
                                          or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The first signed part that is not what the signed information says; null when both are.</summary>
    public Refusal? CheckDigests() =>
        !IsDigestOf(SignedData, _signedDataDigest) ? Refusal.SignedDataAltered
        : !IsDigestOf(_keyInfo, _keyInfoDigest) ? Refusal.CertificatesAltered
        : null;

    /// <summary>The signature over the signed information was made with this certificate's key.</summary>
    public bool IsSignedBy(X509Certificate2 signer)
    {
        using var key = signer.GetRSAPublicKey()!;
        return key.VerifyData(CanonicalForm.Of(_signedInfo), _value, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static XmlElement Parse(string base64)
    {
        if (base64.Length > MaxCharacters * 2)
            throw new FormatException("Too large.");
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(base64));
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxCharacters,
        };
        using var reader = XmlReader.Create(new StringReader(text), settings);
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        document.Load(reader);
        return document.DocumentElement!;
    }

    private static byte[] Digest(XmlElement reference)
    {
        XmlElement[] parts = [.. Shape.Children(reference, Dsig, "Transforms", "DigestMethod", "DigestValue")];
        return Convert.FromBase64String(parts[2].InnerText);
    }

    private static bool AreAccepted(XmlElement[] info) =>
        IsAlgorithm(info[0], CanonicalXml) && IsAlgorithm(info[1], RsaSha256)
        && info[2..].All(reference =>
            IsAlgorithm(Shape.Only(Shape.First(reference), Dsig, "Transform"), CanonicalXml)
            && IsAlgorithm(Shape.First(reference).NextElement(), Sha256));

    // An algorithm with parameters inside is another algorithm.
    private static bool IsAlgorithm(XmlElement element, string algorithm) =>
        element.GetAttribute("Algorithm") == algorithm && !element.ChildNodes.OfType<XmlElement>().Any();

    private static bool IsDigestOf(XmlElement element, byte[] digest) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(CanonicalForm.Of(element)), digest);
}
