using System.Xml;

namespace AuthDemo.Signatures.Xml;

/// <summary>
/// Requirements on the structure of a document. A requirement that is not met throws <see cref="FormatException"/>, which
/// <see cref="XmlSignature"/> catches.
/// </summary>
internal static class XmlStructure
{
    private const string NamespaceDeclarations = "http://www.w3.org/2000/xmlns/";

    public static void Require(bool condition)
    {
        if (!condition)
            throw new FormatException("The document does not have the structure of a BankID signature.");
    }

    public static bool IsNamed(XmlElement element, string space, string name) =>
        element.NamespaceURI == space && element.LocalName == name;

    /// <summary>The child elements, which must have exactly these names in this order.</summary>
    public static XmlElement[] RequireChildren(XmlElement element, string space, params ReadOnlySpan<string> names)
    {
        XmlElement[] children = [.. element.ChildNodes.OfType<XmlElement>()];
        Require(children.Length == names.Length);
        for (var i = 0; i < children.Length; i++)
            Require(IsNamed(children[i], space, names[i]));
        return children;
    }

    /// <summary>The child elements: at least one, all with this name.</summary>
    public static XmlElement[] RequireList(XmlElement element, string space, string name)
    {
        XmlElement[] children = [.. element.ChildNodes.OfType<XmlElement>()];
        Require(children.Length > 0 && children.All(child => IsNamed(child, space, name)));
        return children;
    }

    /// <summary>The only child element, which must have this name.</summary>
    public static XmlElement RequireChild(XmlElement element, string space, string name) => RequireChildren(element, space, name)[0];

    /// <summary>No attributes but namespace declarations: the canonical form of a child would inherit an <c>xml:</c> attribute.</summary>
    public static void RequireNoAttributes(XmlElement element) =>
        Require(element.Attributes.Cast<XmlAttribute>().All(attribute => attribute.NamespaceURI == NamespaceDeclarations));

    /// <summary>
    /// Elements and text only. Comments in particular must not occur: the canonical form omits them, so they could split a text
    /// without breaking its signature. Not by XPath, which merges CDATA sections into the text beside them.
    /// </summary>
    public static void RequirePlainContent(XmlElement element)
    {
        foreach (XmlNode node in element.ChildNodes)
        {
            Require(node is XmlElement or XmlText or XmlWhitespace or XmlSignificantWhitespace);
            if (node is XmlElement child)
                RequirePlainContent(child);
        }
    }

    /// <summary>Every element with an attribute that some processor might take for an id, in document order.</summary>
    public static IEnumerable<(XmlElement Element, string Id)> FindIds(XmlElement root) =>
        from XmlElement element in root.SelectNodes("descendant-or-self::*")!
        from XmlAttribute attribute in element.Attributes
        where attribute.NamespaceURI != NamespaceDeclarations
            && attribute.LocalName.Equals("id", StringComparison.OrdinalIgnoreCase)
        select (element, attribute.Value);
}
