using System.Security.Cryptography.Xml;
using System.Xml;

namespace AuthDemo.Signatures.Xml;

/// <summary>
/// Canonical XML 1.0 of one element of a document (W3C REC-xml-c14n-20010315, without comments). The framework's transform takes
/// whole documents, so the element is copied into a document of its own and the namespaces in scope are declared on it, as §2.4 of
/// the recommendation requires of the apex of a subset. §2.4 treats inherited <c>xml:</c> attributes alike; <see cref="XmlSignature"/>
/// accepts none.
/// </summary>
internal static class CanonicalXml
{
    public static byte[] Canonicalize(XmlElement element)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        var apex = (XmlElement)document.AppendChild(document.ImportNode(element, deep: true))!;
        foreach (var (prefix, space) in element.CreateNavigator()!.GetNamespacesInScope(XmlNamespaceScope.ExcludeXml))
        {
            var name = prefix.Length == 0 ? "xmlns" : $"xmlns:{prefix}";
            if (!apex.HasAttribute(name))
                apex.SetAttribute(name, space);
        }

        var transform = new XmlDsigC14NTransform();
        transform.LoadInput(document);
        using var canonical = (MemoryStream)transform.GetOutput(typeof(Stream));
        return canonical.ToArray();
    }
}
