using System.Text;
using AuthDemo.Signatures.Verification;

namespace AuthDemo.Signatures.Tests.Builders;

/// <summary>The signature and the OCSP response of completion data, both in base64.</summary>
public sealed record CompletionEvidence(string Signature, string Ocsp)
{
    public string Xml => Encoding.UTF8.GetString(Convert.FromBase64String(Signature));

    public CompletionEvidence WithXml(string xml) => this with { Signature = SimulatorFixture.Base64(xml) };

    /// <summary>The same evidence with a change to its XML, which must contain <paramref name="from"/>.</summary>
    public CompletionEvidence Replace(string from, string to)
    {
        Assert.Contains(from, Xml, StringComparison.Ordinal);
        return WithXml(Xml.Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>A request to verify it.</summary>
    public VerificationRequest Request(string? text, string? hidden = null, SignedFunction? function = SignedFunction.Signing) =>
        new(Signature, Ocsp, SimulatorFixture.PersonalNumber) { VisibleText = text, NonVisibleText = hidden, Function = function };
}
