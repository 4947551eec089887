using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace AuthDemo.Simulator.Evidence;

/// <summary>
/// The XML signature of a BankID: RSA-SHA256 over a canonical SignedInfo with two references, one to the signed data and one to
/// the certificates. Each part is canonicalised as a separate document. That equals its canonical form in place, because no part uses
/// a prefix and each declares its own namespace. The parts stand in the document in canonical form, as BankID's do: some verifiers
/// hash the text without canonicalising it.
/// </summary>
internal static class XmlSignature
{
    private static readonly XNamespace s_dsig = SignedXml.XmlDsigNamespaceUrl;

    public static readonly XName ValueElement = s_dsig + "SignatureValue";

    private const string KeyInfoId = "bidKeyInfo";

    /// <param name="signedData">Element with the id <see cref="SignedData.Id"/>.</param>
    /// <param name="chain">The signer first, with its private key.</param>
    /// <returns>The document, before base64.</returns>
    public static string Create(XElement signedData, IReadOnlyList<X509Certificate2> chain)
    {
        var keyInfo = new XElement(s_dsig + "KeyInfo",
            new XAttribute("xmlns", s_dsig.NamespaceName),
            new XAttribute("Id", KeyInfoId),
            new XElement(s_dsig + "X509Data",
                chain.Select(c => new XElement(s_dsig + "X509Certificate", Convert.ToBase64String(c.RawData)))));
        var signedInfo = new XElement(s_dsig + "SignedInfo",
            new XAttribute("xmlns", s_dsig.NamespaceName),
            Algorithm("CanonicalizationMethod", SignedXml.XmlDsigC14NTransformUrl),
            Algorithm("SignatureMethod", SignedXml.XmlDsigRSASHA256Url),
            Reference(SignedData.Id, signedData, SignedData.Types.NamespaceName),
            Reference(KeyInfoId, keyInfo, type: null));
        using var key = chain[0].GetRSAPrivateKey()!;
        var value = key.SignData(Canonical(signedInfo), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return string.Concat(
            """<?xml version="1.0" encoding="UTF-8" standalone="no"?>""",
            $"""<Signature xmlns="{s_dsig.NamespaceName}">""",
            Text(signedInfo),
            $"<SignatureValue>{Convert.ToBase64String(value)}</SignatureValue>",
            Text(keyInfo),
            $"<Object>{Text(signedData)}</Object></Signature>");
    }

    private static string Text(XElement element) => Encoding.UTF8.GetString(Canonical(element));

    private static XElement Reference(string id, XElement element, string? type) => new(s_dsig + "Reference",
        type is null ? null : new XAttribute("Type", type),
        new XAttribute("URI", "#" + id),
        new XElement(s_dsig + "Transforms", Algorithm("Transform", SignedXml.XmlDsigC14NTransformUrl)),
        Algorithm("DigestMethod", EncryptedXml.XmlEncSHA256Url),
        new XElement(s_dsig + "DigestValue", Convert.ToBase64String(SHA256.HashData(Canonical(element)))));

    private static XElement Algorithm(string name, string url) => new(s_dsig + name, new XAttribute("Algorithm", url));

    private static byte[] Canonical(XElement element)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        using (var reader = XmlReader.Create(new StringReader(element.ToString(SaveOptions.DisableFormatting)),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit }))
            document.Load(reader);
        var transform = new XmlDsigC14NTransform();
        transform.LoadInput(document);
        using var output = (MemoryStream)transform.GetOutput(typeof(Stream));
        return output.ToArray();
    }
}
