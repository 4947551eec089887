using System.Security.Cryptography.X509Certificates;

namespace AuthDemo.Signatures.Verification;

/// <summary>
/// The distinguished name of a relying party, as BankID writes it into <c>srvInfo/name</c> of the signed data:
/// <c>cn=FP Testcert 5,name=Test av BankID,serialNumber=5566304928,o=Testbank A AB (publ),c=SE</c>. A renewed certificate keeps the
/// name, so a signature stays valid across a change of certificate.
/// </summary>
public sealed class RelyingPartyName
{
    private static readonly Dictionary<string, string> s_attributeNames = new()
    {
        ["2.5.4.3"] = "cn", ["2.5.4.5"] = "serialNumber", ["2.5.4.6"] = "c", ["2.5.4.7"] = "l", ["2.5.4.8"] = "st",
        ["2.5.4.10"] = "o", ["2.5.4.11"] = "ou", ["2.5.4.41"] = "name", ["2.5.4.97"] = "organizationIdentifier",
    };

    private readonly (string Attribute, string Value)[] _attributes;

    private RelyingPartyName((string Attribute, string Value)[] attributes) => _attributes = attributes;

    /// <summary>The name in the subject of a relying party's client certificate.</summary>
    /// <exception cref="ArgumentException">The subject is empty or has an attribute that is not a single text.</exception>
    public static RelyingPartyName FromCertificate(X509Certificate2 certificate)
    {
        (string, string)[] attributes = [.. certificate.SubjectName.EnumerateRelativeDistinguishedNames().Select(Read)];
        return attributes.Length > 0
            ? new RelyingPartyName(attributes)
            : throw new ArgumentException("The certificate has an empty subject.", nameof(certificate));
    }

    /// <summary>
    /// Whether the text names this relying party: every attribute once, in any order, and nothing else. The text is compared with
    /// what our own certificate says and never parsed, so an attribute value that contains a comma cannot be read as two attributes.
    /// </summary>
    internal bool Matches(string distinguishedName)
    {
        List<(string Attribute, string Value)> remaining = [.. _attributes];
        var rest = distinguishedName.AsSpan();
        while (remaining.Count > 0)
        {
            var longest = -1;
            var length = 0;
            for (var i = 0; i < remaining.Count; i++)
            {
                if (MatchLength(rest, remaining[i]) is var matched && matched > length)
                    (longest, length) = (i, matched);
            }

            if (longest < 0)
                return false;
            remaining.RemoveAt(longest);
            rest = rest[Math.Min(length + 1, rest.Length)..];
        }

        return rest.IsEmpty && !distinguishedName.EndsWith(',');
    }

    /// <summary>How many characters the attribute takes at the start of the text, up to a comma or the end; 0 when it is not there.</summary>
    private static int MatchLength(ReadOnlySpan<char> text, (string Attribute, string Value) attribute) =>
        Math.Max(MatchLength(text, attribute.Attribute, attribute.Value), MatchLength(text, attribute.Attribute, Escape(attribute.Value)));

    private static int MatchLength(ReadOnlySpan<char> text, string attribute, string value)
    {
        var length = attribute.Length + 1 + value.Length;
        return text.StartsWith(attribute, StringComparison.OrdinalIgnoreCase)
            && text[attribute.Length..].StartsWith("=")
            && text[(attribute.Length + 1)..].StartsWith(value)
            && (text.Length == length || text[length] == ',')
            ? length
            : 0;
    }

    /// <summary>RFC 4514 §2.4. BankID's documents do not say whether <c>srvInfo</c> escapes, so both spellings are accepted.</summary>
    private static string Escape(string value)
    {
        var escaped = string.Concat(value.Select(character => ",+\"\\<>;".Contains(character, StringComparison.Ordinal) ? $"\\{character}" : $"{character}"));
        if (escaped.StartsWith('#') || escaped.StartsWith(' '))
            escaped = '\\' + escaped;
        return escaped.Length > 1 && escaped.EndsWith(' ') ? escaped[..^1] + "\\ " : escaped;
    }

    private static (string Attribute, string Value) Read(X500RelativeDistinguishedName name)
    {
        if (name.HasMultipleElements || name.GetSingleElementValue() is not { } value)
            throw new ArgumentException("The certificate's subject has an attribute that is not a single text.", nameof(name));
        var oid = name.GetSingleElementType().Value!;
        return (s_attributeNames.GetValueOrDefault(oid, oid), value);
    }
}
