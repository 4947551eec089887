using System.Xml;

namespace AuthDemo.Signatures.Xml;

/// <summary>Demands on the build of a document. What does not meet one raises <see cref="FormatException"/>, caught by the reader.</summary>
internal static class Shape
{
    private const string NamespaceDeclarations = "http://www.w3.org/2000/xmlns/";

    public static void Demand(bool isMet)
    {
        if (!isMet)
            throw new FormatException("Not the shape of a BankID signature.");
    }

    public static bool Is(XmlElement element, string space, string name) => element.NamespaceURI == space && element.LocalName == name;

    /// <summary>The element's children, which must be exactly these in this order; with one name, one or more of it.</summary>
    public static IEnumerable<XmlElement> Children(XmlElement element, string space, params ReadOnlySpan<string> names)
    {
        XmlElement[] children = [.. element.ChildNodes.OfType<XmlElement>()];
        Demand(names.Length == 1 ? children.Length > 0 : children.Length == names.Length);
        for (var i = 0; i < children.Length; i++)
            Demand(Is(children[i], space, names[names.Length == 1 ? 0 : i]));
        return children;
    }

    /// <summary>The one child, which must have this name.</summary>
    public static XmlElement Only(XmlElement element, string space, string name)
    {
        XmlElement[] children = [.. Children(element, space, name)];
        Demand(children.Length == 1);
        return children[0];
    }

    public static XmlElement First(XmlElement element) => element.ChildNodes.OfType<XmlElement>().First();

    public static XmlElement NextElement(this XmlElement element)
    {
        var next = element.NextSibling;
        while (next is not XmlElement)
            next = next!.NextSibling;
        return (XmlElement)next;
    }

    /// <summary>Nothing but namespace declarations: an <c>xml:</c> attribute would be inherited into the canonical form.</summary>
    public static void HasOnlyAttributes(XmlElement element) =>
        Demand(element.Attributes.Cast<XmlAttribute>().All(attribute => attribute.NamespaceURI == NamespaceDeclarations));

    /// <summary>
    /// No comments, which the canonical form leaves out and so would stand in the middle of a text unsigned, no instructions, no
    /// CDATA, no entities.
    /// </summary>
    public static bool HasOnlyPlainNodes(XmlElement element) =>
        element.ChildNodes.Cast<XmlNode>().All(node => node switch
        {
            XmlElement child => HasOnlyPlainNodes(child),
            XmlText or XmlWhitespace or XmlSignificantWhitespace => true,
            _ => false,
        });

    /// <summary>Every element with an attribute that anybody might take for an id, in the order of the document.</summary>
    public static IEnumerable<(XmlElement Element, string Id)> Ids(XmlElement root) =>
        from XmlElement element in root.SelectNodes("descendant-or-self::*")!
        from XmlAttribute attribute in element.Attributes
        where attribute.NamespaceURI != NamespaceDeclarations
            && attribute.LocalName.Equals("id", StringComparison.OrdinalIgnoreCase)
        select (element, attribute.Value);
}
