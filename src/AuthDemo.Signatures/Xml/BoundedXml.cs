using System.Text;
using System.Xml;

namespace AuthDemo.Signatures.Xml;

/// <summary>
/// Parses XML from an untrusted source, within limits. Everything that later walks the tree (text content, copying, canonicalization)
/// recurses once per level, so the depth must be known to be small before a tree exists: a stack overflow ends the process and cannot
/// be caught.
/// </summary>
internal static class BoundedXml
{
    // Non-visible data has up to 200,000 characters and visible data up to 40,000 (RP API, "Request fields"); certificates some
    // thousand each.
    private const int MaxCharacters = 512 * 1024;

    // BankID's signatures have some 60 elements, 9 levels deep, with 3 attributes at most.
    private const int MaxDepth = 32;
    private const int MaxNodes = 2048;
    private const int MaxAttributes = 32;

    /// <exception cref="FormatException">Not base64, or over a limit.</exception>
    /// <exception cref="XmlException">Not well-formed, with a document type, or too large.</exception>
    /// <exception cref="DecoderFallbackException">Not UTF-8.</exception>
    public static XmlElement Parse(string base64)
    {
        if (base64.Length > MaxCharacters * 2)
            throw new FormatException("The document is too large.");
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(base64));
        CheckLimits(text);
        using var reader = CreateReader(text);
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        document.Load(reader);
        return document.DocumentElement!;
    }

    // The reader does not recurse: it keeps its own stack of elements.
    private static void CheckLimits(string text)
    {
        using var reader = CreateReader(text);
        for (var nodes = 0; reader.Read(); nodes++)
        {
            if (reader.Depth > MaxDepth || reader.AttributeCount > MaxAttributes || nodes > MaxNodes)
                throw new FormatException("The document has too many levels, nodes or attributes.");
        }
    }

    private static XmlReader CreateReader(string text) => XmlReader.Create(new StringReader(text), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxCharacters,
    });
}
