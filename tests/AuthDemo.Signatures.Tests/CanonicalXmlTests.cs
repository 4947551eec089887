using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using AuthDemo.Signatures.Xml;

namespace AuthDemo.Signatures.Tests;

/// <summary>The canonical form of an element equals the framework's for the same element as a subset of its document.</summary>
public sealed class CanonicalXmlTests
{
    [Theory]
    [InlineData("<r xmlns='urn:a'><e z='1' a='2'><f/></e></r>", """<e xmlns="urn:a" a="2" z="1"><f></f></e>""")]
    [InlineData("<r xmlns:p='urn:p' xmlns:q='urn:q'><e><p:f/></e></r>", """<e xmlns:p="urn:p" xmlns:q="urn:q"><p:f></p:f></e>""")]
    [InlineData("<r xmlns='urn:a' xmlns:p='urn:p'><e xmlns='urn:b'>t &lt;&gt;&amp;\r\n</e></r>", "<e xmlns=\"urn:b\" xmlns:p=\"urn:p\">t &lt;&gt;&amp;\n</e>")]
    [InlineData("<p:r xmlns:p='urn:p' xmlns='urn:a'><e xmlns=''><p:f a='&quot;&#xD;'/></e></p:r>", """<e xmlns:p="urn:p"><p:f a="&quot;&#xD;"></p:f></e>""")]
    public void Canonicalize_ElementOfADocument_EqualsTheFrameworksSubset(string xml, string expected)
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        using (var reader = XmlReader.Create(new StringReader(xml)))
            document.Load(reader);

        var canonical = Encoding.UTF8.GetString(CanonicalXml.Canonicalize((XmlElement)document.DocumentElement!.FirstChild!));

        Assert.Equal(expected, canonical);
        Assert.Equal(CanonicalizeSubset(document), canonical);
    }

    private static string CanonicalizeSubset(XmlDocument document)
    {
        var transform = new XmlDsigC14NTransform();
        transform.LoadInput(document.SelectNodes("(//. | //@* | //namespace::*)[ancestor-or-self::*[local-name()='e']]")!);
        using var reader = new StreamReader((Stream)transform.GetOutput(typeof(Stream)));
        return reader.ReadToEnd();
    }
}
