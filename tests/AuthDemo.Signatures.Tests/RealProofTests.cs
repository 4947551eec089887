using System.Text.Json.Nodes;
using AuthDemo.Signatures.Tests.Arrange;

[assembly: AssemblyFixture(typeof(SimulatedBankId))]

namespace AuthDemo.Signatures.Tests;

/// <summary>Proofs as the simulator issues them, over its wire, and what becomes of them when somebody meddles.</summary>
public sealed class RealProofTests(SimulatedBankId box)
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
    public async Task Verify_ProofOfAnyFlow_IsValid(string path, string body, bool withText, SignedFunction? function)
    {
        var request = JsonNode.Parse(body)!.AsObject();
        if (withText)
            request["userVisibleData"] = SimulatedBankId.Base64(Text);
        var proof = await box.CompleteAsync(path, request);

        var valid = Assert.IsType<Verification.Valid>(
            box.Verifier.Verify(proof.Of(withText ? Text : null, function: function), DateTimeOffset.UtcNow));

        Assert.Equal(64, valid.SignerSha256.Length);
    }

    [Fact]
    public async Task Verify_HiddenDataAsSent_IsValid()
    {
        var proof = await box.SignAsync(Text, """{"order":17}""");

        Assert.IsType<Verification.Valid>(box.Verifier.Verify(proof.Of(Text, """{"order":17}"""), DateTimeOffset.UtcNow));
    }

    [Fact]
    public async Task Verify_AtAnotherTime_IsRefused()
    {
        var proof = await box.SignAsync(Text);

        Assert.Equal(Refusal.OcspTime, Refused(proof.Of(Text), DateTimeOffset.UtcNow.AddHours(1)));
        Assert.Equal(Refusal.OcspTime, Refused(proof.Of(Text), DateTimeOffset.UtcNow.AddHours(-1)));
        Assert.Equal(Refusal.ChainUntrusted, Refused(proof.Of(Text), DateTimeOffset.UtcNow.AddYears(40)));
    }

    [Fact]
    public async Task Verify_TextAltered_IsRefused()
    {
        var proof = await box.SignAsync(Text);

        Assert.Equal(Refusal.SignedDataAltered,
            Refused(proof.Replace(SimulatedBankId.Base64(Text), SimulatedBankId.Base64("Another text")).Of("Another text")));
    }

    [Fact]
    public async Task Verify_AnotherTextAsked_IsRefused()
    {
        var proof = await box.SignAsync(Text);

        Assert.Equal(Refusal.VisibleText, Refused(proof.Of(Text + " ")));
        Assert.Equal(Refusal.VisibleText, Refused(proof.Of(null)));
    }

    [Fact]
    public async Task Verify_OtherHiddenDataAsked_IsRefused()
    {
        var proof = await box.SignAsync(Text, "hidden");

        Assert.Equal(Refusal.NonVisibleText, Refused(proof.Of(Text, "Hidden")));
        Assert.Equal(Refusal.NonVisibleText, Refused(proof.Of(Text)));
    }

    [Fact]
    public async Task Verify_IdentificationWhereASignatureWasAsked_IsRefused()
    {
        var proof = await box.CompleteAsync("auth", JsonNode.Parse(Device)!.AsObject());

        Assert.Equal(Refusal.Function, Refused(proof.Of(null)));
    }

    [Fact]
    public async Task Verify_AnotherPersonInTheCompletionData_IsRefused()
    {
        var proof = await box.SignAsync(Text);

        Assert.Equal(Refusal.PersonalNumber, Refused(proof.Of(Text) with { PersonalNumber = "199203149837" }));
    }

    [Fact]
    public async Task Verify_OcspOfAnotherSignature_IsRefused()
    {
        var (proof, other) = (await box.SignAsync(Text), await box.SignAsync(Text));

        Assert.Equal(Refusal.OcspNonce, Refused((proof with { Ocsp = other.Ocsp }).Of(Text)));
    }

    [Fact]
    public async Task Verify_CertificatesAltered_IsRefused()
    {
        var proof = await box.SignAsync(Text);
        var root = Convert.ToBase64String(box.Root.RawData);

        Assert.Equal(Refusal.CertificatesAltered,
            Refused(proof.Replace("</X509Data>", $"<X509Certificate>{root}</X509Certificate></X509Data>").Of(Text)));
    }

    [Fact]
    public async Task Verify_UnderTheRootOfTheServersCertificate_IsRefused()
    {
        var proof = await box.SignAsync(Text);
        using var other = AuthDemo.Simulator.SimulatorServer.CreateForeignCertificate();

        Assert.Equal(new Verification.Refused(Refusal.ChainUntrusted),
            new SignatureVerifier([other]).Verify(proof.Of(Text), DateTimeOffset.UtcNow));
    }

    [Fact]
    public async Task Verify_AnyCharacterOfTheSignatureChanged_IsRefused()
    {
        var proof = await box.SignAsync(Text);
        var xml = proof.Xml.ToCharArray();
        for (var i = 0; i < xml.Length; i += 3)
        {
            var changed = (char[])xml.Clone();
            changed[i] = (char)(changed[i] ^ 1);
            Refused(proof.WithXml(new string(changed)).Of(Text));
        }
    }

    [Fact]
    public async Task Verify_AnyByteOfTheOcspResponseChanged_IsRefused()
    {
        var proof = await box.SignAsync(Text);
        var der = Convert.FromBase64String(proof.Ocsp);
        for (var i = 0; i < der.Length; i++)
        {
            var changed = (byte[])der.Clone();
            changed[i] ^= 1;
            Assert.True(
                box.Verifier.Verify((proof with { Ocsp = Convert.ToBase64String(changed) }).Of(Text), DateTimeOffset.UtcNow)
                    is Verification.Refused, $"byte {i}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("AAAA")]
    [InlineData("PGEvPg==")]
    public async Task Verify_SignatureThatIsNone_IsRefused(string signature)
    {
        var proof = await box.SignAsync(Text);

        Assert.Contains(Refused((proof with { Signature = signature }).Of(Text)), new[] { Refusal.SignatureUnreadable, Refusal.SignatureShape });
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("AAAA")]
    [InlineData("MAA=")]
    public async Task Verify_OcspResponseThatIsNone_IsRefused(string ocsp)
    {
        var proof = await box.SignAsync(Text);

        Assert.Equal(Refusal.OcspUnreadable, Refused((proof with { Ocsp = ocsp }).Of(Text)));
    }

    private Refusal Refused(CompletedOrder order, DateTimeOffset? at = null) =>
        Assert.IsType<Verification.Refused>(box.Verifier.Verify(order, at ?? DateTimeOffset.UtcNow)).Reason;
}
