using System.Security.Cryptography.Xml;
using System.Xml;

namespace AuthDemo.Signatures.Xml;

/// <summary>
/// Canonical XML 1.0 of one element in its place (W3C REC-xml-c14n-20010315, without comments). The transform of the framework works
/// on whole documents, so the element becomes one of its own, with the namespaces that it inherited written on it: that is what the
/// recommendation says of the apex of a subset (§2.4). Inherited <c>xml:</c> attributes are the other half of that rule; the
/// document's shape allows none.
/// </summary>
internal static class CanonicalForm
{
    public static byte[] Of(XmlElement element)
    {
        var alone = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        var apex = (XmlElement)alone.AppendChild(alone.ImportNode(element, deep: true))!;
        foreach (var (prefix, space) in element.CreateNavigator()!.GetNamespacesInScope(XmlNamespaceScope.ExcludeXml))
        {
            var name = prefix.Length == 0 ? "xmlns" : $"xmlns:{prefix}";
            if (!apex.HasAttribute(name))
                apex.SetAttribute(name, space);
        }

        var transform = new XmlDsigC14NTransform();
        transform.LoadInput(alone);
        using var canonical = (MemoryStream)transform.GetOutput(typeof(Stream));
        return canonical.ToArray();
    }
}
