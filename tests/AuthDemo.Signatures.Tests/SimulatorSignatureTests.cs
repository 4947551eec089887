using System.Text.Json.Nodes;
using AuthDemo.Signatures.Tests.Builders;
using AuthDemo.Signatures.Verification;

[assembly: AssemblyFixture(typeof(SimulatorFixture))]

namespace AuthDemo.Signatures.Tests;

/// <summary>Signatures that the simulator issues over its RP API: valid as received, invalid after any change.</summary>
public sealed class SimulatorSignatureTests(SimulatorFixture simulator)
{
    private const string Text = "Jag köper boken *Röda rummet* för 100 kr.\r\nOrt: Malmö";
    private const string Device = """{"endUserIp":"198.51.100.7"}""";
    private const string Caller = """{"personalNumber":"198507099821","callInitiator":"user"}""";
    private const string Purchase =
        """{"endUserIp":"198.51.100.7","userVisibleTransaction":{"transactionType":"card","recipient":{"name":"Boklådan"},"money":{"amount":"100,00","currency":"SEK"}}}""";

    [Theory]
    [InlineData("auth", Device, false, SignedFunction.Identification)]
    [InlineData("sign", Device, true, SignedFunction.Signing)]
    [InlineData("payment", Purchase, true, null)]
    [InlineData("phone/auth", Caller, false, SignedFunction.Identification)]
    [InlineData("phone/sign", Caller, true, SignedFunction.Signing)]
    public async Task Verify_SignatureOfAnyFlow_IsValid(string path, string body, bool withText, SignedFunction? function)
    {
        var request = JsonNode.Parse(body)!.AsObject();
        if (withText)
            request["userVisibleData"] = SimulatorFixture.Base64(Text);
        var evidence = await simulator.CompleteAsync(path, request);

        var valid = Assert.IsType<VerificationResult.Valid>(
            simulator.Verifier.Verify(evidence.Request(withText ? Text : null, function: function), DateTimeOffset.UtcNow));

        Assert.Equal(64, valid.SignerSha256.Length);
    }

    [Fact]
    public async Task Verify_NonVisibleDataAsSent_IsValid()
    {
        var evidence = await simulator.SignAsync(Text, """{"order":17}""");

        Assert.IsType<VerificationResult.Valid>(simulator.Verifier.Verify(evidence.Request(Text, """{"order":17}"""), DateTimeOffset.UtcNow));
    }

    [Fact]
    public async Task Verify_LargestOrderThatBankIdAccepts_IsValid()
    {
        var (visible, hidden) = (new string('v', 30_000), new string('h', 150_000)); // 40,000 and 200,000 in base64
        var evidence = await simulator.SignAsync(visible, hidden);

        Assert.IsType<VerificationResult.Valid>(simulator.Verifier.Verify(evidence.Request(visible, hidden), DateTimeOffset.UtcNow));
    }

    [Fact]
    public async Task Verify_AtAnotherTime_IsRefused()
    {
        var evidence = await simulator.SignAsync(Text);

        Assert.Equal(VerificationError.OcspTime, ErrorOf(evidence.Request(Text), DateTimeOffset.UtcNow.AddHours(1)));
        Assert.IsType<VerificationResult.ClockMismatch>(simulator.Verifier.Verify(evidence.Request(Text), DateTimeOffset.UtcNow.AddHours(-1)));
        Assert.Equal(VerificationError.ChainUntrusted, ErrorOf(evidence.Request(Text), DateTimeOffset.UtcNow.AddYears(40)));
    }

    [Fact]
    public async Task Verify_TextAltered_IsRefused()
    {
        var evidence = await simulator.SignAsync(Text);

        Assert.Equal(VerificationError.SignedDataAltered,
            ErrorOf(evidence.Replace(SimulatorFixture.Base64(Text), SimulatorFixture.Base64("Another text")).Request("Another text")));
    }

    [Fact]
    public async Task Verify_AnotherTextRequested_IsRefused()
    {
        var evidence = await simulator.SignAsync(Text);

        Assert.Equal(VerificationError.VisibleText, ErrorOf(evidence.Request(Text + " ")));
        Assert.Equal(VerificationError.VisibleText, ErrorOf(evidence.Request(null)));
    }

    [Fact]
    public async Task Verify_OtherNonVisibleDataRequested_IsRefused()
    {
        var evidence = await simulator.SignAsync(Text, "hidden");

        Assert.Equal(VerificationError.NonVisibleText, ErrorOf(evidence.Request(Text, "Hidden")));
        Assert.Equal(VerificationError.NonVisibleText, ErrorOf(evidence.Request(Text)));
    }

    [Fact]
    public async Task Verify_IdentificationWhereASignatureWasRequested_IsRefused()
    {
        var evidence = await simulator.CompleteAsync("auth", JsonNode.Parse(Device)!.AsObject());

        Assert.Equal(VerificationError.Function, ErrorOf(evidence.Request(null)));
    }

    [Fact]
    public async Task Verify_AnotherPersonInTheCompletionData_IsRefused()
    {
        var evidence = await simulator.SignAsync(Text);

        Assert.Equal(VerificationError.PersonalNumber, ErrorOf(evidence.Request(Text) with { PersonalNumber = "199203149837" }));
    }

    [Fact]
    public async Task Verify_OcspOfAnotherSignature_IsRefused()
    {
        var (evidence, other) = (await simulator.SignAsync(Text), await simulator.SignAsync(Text));

        Assert.Equal(VerificationError.OcspNonce, ErrorOf((evidence with { Ocsp = other.Ocsp }).Request(Text)));
    }

    [Fact]
    public async Task Verify_CertificatesAltered_IsRefused()
    {
        var evidence = await simulator.SignAsync(Text);
        var root = Convert.ToBase64String(simulator.Root.RawData);

        Assert.Equal(VerificationError.CertificatesAltered,
            ErrorOf(evidence.Replace("</X509Data>", $"<X509Certificate>{root}</X509Certificate></X509Data>").Request(Text)));
    }

    [Fact]
    public async Task Verify_UnderAnotherRoot_IsRefused()
    {
        var evidence = await simulator.SignAsync(Text);
        using var other = AuthDemo.Simulator.SimulatorServer.CreateForeignCertificate();

        Assert.Equal(new VerificationResult.Invalid(VerificationError.ChainUntrusted),
            new SignatureVerifier([other]).Verify(evidence.Request(Text), DateTimeOffset.UtcNow));
    }

    [Fact]
    public async Task Verify_AnyCharacterOfTheSignatureChanged_IsRefused()
    {
        var evidence = await simulator.SignAsync(Text);
        var xml = evidence.Xml.ToCharArray();
        for (var i = 0; i < xml.Length; i += 3)
        {
            var changed = (char[])xml.Clone();
            changed[i] = (char)(changed[i] ^ 1);
            ErrorOf(evidence.WithXml(new string(changed)).Request(Text));
        }
    }

    [Fact]
    public async Task Verify_AnyByteOfTheOcspResponseChanged_IsRefused()
    {
        var evidence = await simulator.SignAsync(Text);
        var der = Convert.FromBase64String(evidence.Ocsp);
        for (var i = 0; i < der.Length; i++)
        {
            var changed = (byte[])der.Clone();
            changed[i] ^= 1;
            Assert.True(
                simulator.Verifier.Verify((evidence with { Ocsp = Convert.ToBase64String(changed) }).Request(Text), DateTimeOffset.UtcNow)
                    is VerificationResult.Invalid, $"byte {i}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("AAAA")]
    [InlineData("PGEvPg==")]
    public async Task Verify_TextThatIsNoSignature_IsRefused(string signature)
    {
        var evidence = await simulator.SignAsync(Text);

        Assert.Contains(ErrorOf((evidence with { Signature = signature }).Request(Text)), new[] { VerificationError.SignatureUnreadable, VerificationError.SignatureShape });
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("AAAA")]
    [InlineData("MAA=")]
    public async Task Verify_TextThatIsNoOcspResponse_IsRefused(string ocsp)
    {
        var evidence = await simulator.SignAsync(Text);

        Assert.Equal(VerificationError.OcspUnreadable, ErrorOf((evidence with { Ocsp = ocsp }).Request(Text)));
    }

    private VerificationError ErrorOf(VerificationRequest order, DateTimeOffset? at = null) =>
        Assert.IsType<VerificationResult.Invalid>(simulator.Verifier.Verify(order, at ?? DateTimeOffset.UtcNow)).Error;
}
