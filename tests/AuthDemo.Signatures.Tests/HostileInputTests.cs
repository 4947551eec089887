using System.Text;
using AuthDemo.Signatures.Tests.Builders;
using AuthDemo.Signatures.Verification;

namespace AuthDemo.Signatures.Tests;

/// <summary>Input that is made to break the readers: whatever it contains, the result is a typed one and the process goes on.</summary>
public sealed class HostileInputTests(SimulatorFixture simulator)
{
    private const int Inputs = 1000;

    [Fact]
    public void Verify_SeventyThousandNestedElements_IsRefused()
    {
        var xml = string.Concat(Enumerable.Repeat("<a>", 70_000)) + string.Concat(Enumerable.Repeat("</a>", 70_000));
        Assert.Equal(490_000, xml.Length);

        AssertUnreadable(xml);
    }

    [Theory]
    [InlineData("<Object>", "<Object>{0}", "<x>", "</x>")]
    [InlineData("<clientInfo>", "<clientInfo>{0}", "<x xmlns=\"urn:x\">", "</x>")]
    [InlineData("<SignatureValue>", "<SignatureValue>{0}", "<x>", "</x>")]
    public void Verify_SignatureWithANestedPart_IsRefused(string from, string to, string open, string close)
    {
        var nested = string.Concat(Enumerable.Repeat(open, 5_000)) + string.Concat(Enumerable.Repeat(close, 5_000));
        var evidence = new SignatureBuilder(simulator).Build();

        AssertUnreadable(evidence.Replace(from, to.Replace("{0}", nested, StringComparison.Ordinal)).Xml);
    }

    [Fact]
    public void Verify_OverALimit_IsRefused()
    {
        AssertUnreadable($"<a>{string.Concat(Enumerable.Repeat("<b/>", 100_000))}</a>");
        AssertUnreadable($"<a {string.Join(' ', Enumerable.Range(0, 30_000).Select(i => $"a{i}=''"))}/>");
        AssertUnreadable($"<a {string.Join(' ', Enumerable.Range(0, 10_000).Select(i => $"xmlns:p{i}='urn:{i}'"))}/>");
        AssertUnreadable($"<a>{new string('x', 600_000)}</a>");
        AssertUnreadable(new string('<', 500_000));
    }

    [Fact]
    public void Verify_NestedDer_IsRefused()
    {
        // Sequences of indefinite length, and of a length that fits, one inside the other.
        AssertUnreadableOcsp([.. Enumerable.Repeat<byte[]>([0x30, 0x80], 12_000).SelectMany(bytes => bytes)]);
        byte[] nested = [0x30, 0x00];
        while (nested.Length < 40_000)
            nested = [0x30, 0x83, (byte)(nested.Length >> 16), (byte)(nested.Length >> 8), (byte)nested.Length, .. nested];
        AssertUnreadableOcsp(nested);
    }

    [Fact]
    public async Task Verify_ThousandMutatedSignatures_AreRefusedOrUnchanged()
    {
        var evidence = await simulator.SignAsync("Text");
        var xml = Encoding.UTF8.GetBytes(evidence.Xml);
        byte[][] tokens = [.. s_xmlTokens.Select(Encoding.UTF8.GetBytes)];
        var mutator = new Mutator(seed: 1, tokens);

        for (var i = 0; i < Inputs; i++)
        {
            var mutated = mutator.Mutate(xml);
            // A change outside what is signed, such as white space between elements, does not matter; with the OCSP response of the
            // original, whose nonce is a hash of the text, it is refused all the same.
            AssertInvalid(evidence with { Signature = Convert.ToBase64String(mutated) }, mutated.AsSpan().SequenceEqual(xml), i);
        }
    }

    [Fact]
    public async Task Verify_ThousandMutatedOcspResponses_AreRefused()
    {
        var evidence = await simulator.SignAsync("Text");
        var der = Convert.FromBase64String(evidence.Ocsp);
        var mutator = new Mutator(seed: 2, s_derTokens);

        for (var i = 0; i < Inputs; i++)
        {
            var mutated = mutator.Mutate(der);
            AssertInvalid(evidence with { Ocsp = Convert.ToBase64String(mutated) }, mutated.AsSpan().SequenceEqual(der), i);
        }
    }

    [Fact]
    public async Task Verify_ThousandMutatedCertificates_AreRefused()
    {
        var evidence = await simulator.SignAsync("Text");
        var start = evidence.Xml.IndexOf("<X509Certificate>", StringComparison.Ordinal) + "<X509Certificate>".Length;
        var base64 = evidence.Xml[start..evidence.Xml.IndexOf("</X509Certificate>", StringComparison.Ordinal)];
        var der = Convert.FromBase64String(base64);
        var mutator = new Mutator(seed: 3, s_derTokens);

        for (var i = 0; i < Inputs; i++)
        {
            // Signed with the digests of the mutated certificate, so that its reader is reached.
            var mutated = mutator.Mutate(der);
            var built = new SignatureBuilder(simulator) { SignerDer = mutated }.Build();
            Assert.IsType<VerificationResult.Invalid>(simulator.Verifier.Verify(built.Request("I agree."), DateTimeOffset.UtcNow));
        }
    }

    private static readonly string[] s_xmlTokens =
    [
        "<", ">", "/>", "</", "&", "&amp;", "&#0;", "&#x10FFFF;", "&lol;", "<!--", "-->", "<![CDATA[", "]]>", "<?x", "?>", "\0", "\uFFFE",
        "<!DOCTYPE a>", "<!ENTITY x \"y\">", " xmlns=\"\"", " xmlns=\"relative\"", " xmlns:p=\"urn:p\"", " xml:space=\"preserve\"",
        " xml:base=\"x\"", " Id=\"bidSignedData\"", "<p:x>", "<a><b></b></a>", "<Object></Object>", "Algorithm=\"\"", "URI=\"\"", "=",
    ];

    private static readonly byte[][] s_derTokens =
    [
        [0x30, 0x80], [0x00, 0x00], [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], [0x02, 0x00], [0x04, 0x81, 0x00], [0xA0, 0x03, 0x02, 0x01, 0x00],
        [0x06, 0x01, 0x80], [0x05, 0x00], [0x18, 0x0F], [0xFF, 0xFF, 0xFF, 0xFF], [0x1F, 0xFF, 0xFF, 0x7F], [0x0A, 0x01, 0x00],
    ];

    private void AssertUnreadable(string xml)
    {
        var request = new SignatureBuilder(simulator).Build().WithXml(xml).Request("I agree.");
        Assert.Equal(new VerificationResult.Invalid(VerificationError.SignatureUnreadable), simulator.Verifier.Verify(request, DateTimeOffset.UtcNow));
    }

    private void AssertUnreadableOcsp(byte[] der)
    {
        var evidence = new SignatureBuilder(simulator).Build() with { Ocsp = Convert.ToBase64String(der) };
        Assert.Equal(
            new VerificationResult.Invalid(VerificationError.OcspUnreadable),
            simulator.Verifier.Verify(evidence.Request("I agree."), DateTimeOffset.UtcNow));
    }

    private void AssertInvalid(CompletionEvidence evidence, bool isUnchanged, int input)
    {
        var result = simulator.Verifier.Verify(evidence.Request("Text"), DateTimeOffset.UtcNow);
        Assert.True(isUnchanged ? result is VerificationResult.Valid : result is VerificationResult.Invalid, $"Input {input}: {result}");
    }
}
