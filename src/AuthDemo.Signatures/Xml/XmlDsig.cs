using System.Xml;

namespace AuthDemo.Signatures.Xml;

/// <summary>Names of XML-DSig that BankID's signatures use.</summary>
internal static class XmlDsig
{
    public const string Namespace = "http://www.w3.org/2000/09/xmldsig#";
    public const string CanonicalXml = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
    public const string RsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    public const string Sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";

    /// <summary>Whether the element names the algorithm. Child elements are parameters, and none of the accepted algorithms has any.</summary>
    public static bool IsAlgorithm(XmlElement element, string algorithm) =>
        element.GetAttribute("Algorithm") == algorithm && !element.ChildNodes.OfType<XmlElement>().Any();
}
