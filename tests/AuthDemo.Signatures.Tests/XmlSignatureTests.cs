using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AuthDemo.Signatures.Tests.Builders;
using AuthDemo.Signatures.Verification;

namespace AuthDemo.Signatures.Tests;

/// <summary>XML signatures and certificates that violate one rule.</summary>
public sealed class XmlSignatureTests(SimulatorFixture simulator)
{
    private const string Text = "I agree.";

    [Fact]
    public void Verify_BuilderDefaults_AreValid() =>
        Assert.IsType<VerificationResult.Valid>(simulator.Verifier.Verify(new SignatureBuilder(simulator).Build().Request(Text), DateTimeOffset.UtcNow));

    [Fact]
    public void Verify_DocumentType_IsRefused() => AssertInvalid(VerificationError.SignatureUnreadable,
        new SignatureBuilder(simulator).Build().Replace("<Signature xmlns", "<!DOCTYPE Signature [<!ENTITY a \"b\">]><Signature xmlns"));

    [Theory]
    // A text that is split by what the canonical form omits, or by a CDATA section.
    [InlineData("</usrVisibleData>", "<!-- x --></usrVisibleData>")]
    [InlineData("</usrVisibleData>", "<![CDATA[]]></usrVisibleData>")]
    [InlineData("<Object>", "<Object><?x y?>")]
    // Signature wrapping: a second bankIdSignedData, a moved one, one in an element that is not read, ids in other spellings.
    [InlineData("</Object>", "</Object><Object><bankIdSignedData xmlns=\"http://www.bankid.com/signature/v1.0.0/types\" Id=\"bidSignedData\"></bankIdSignedData></Object>")]
    [InlineData("<Object>", "<Object><bankIdSignedData xmlns=\"http://www.bankid.com/signature/v1.0.0/types\"></bankIdSignedData>")]
    [InlineData("<Object>", "<Object><Manifest/>")]
    [InlineData("<Object>", "<Object Id=\"bidSignedData\">")]
    [InlineData("<Object>", "<Object xml:lang=\"sv\">")]
    [InlineData("<SignatureValue>", "<SignatureValue ID=\"bidKeyInfo\">")]
    [InlineData("<clientInfo>", "<clientInfo id=\"x\">")]
    [InlineData("<KeyInfo ", "<KeyInfo></KeyInfo><KeyInfo ")]
    public void Verify_AnotherStructure_IsRefused(string from, string to) => AssertInvalid(VerificationError.SignatureShape, new SignatureBuilder(simulator).Build().Replace(from, to));

    [Fact]
    public void Verify_SignedDataMovedAndAnotherInItsPlace_IsRefused()
    {
        var evidence = new SignatureBuilder(simulator).Build();
        var start = evidence.Xml.IndexOf("<bankIdSignedData", StringComparison.Ordinal);
        var signed = evidence.Xml[start..evidence.Xml.IndexOf("</Object>", StringComparison.Ordinal)];
        var other = signed.Replace(SimulatorFixture.Base64(Text), SimulatorFixture.Base64("I owe you."), StringComparison.Ordinal);

        AssertInvalid(VerificationError.SignatureShape, evidence.Replace($"<Object>{signed}</Object>", $"<Object>{other}<Kept>{signed}</Kept></Object>"), "I owe you.");
        AssertInvalid(VerificationError.SignedDataAltered, evidence.Replace(signed, other), "I owe you.");
    }

    [Theory]
    [InlineData("<Reference URI=\"#x\"></Reference>")]
    [InlineData("<Manifest></Manifest>")]
    public void Verify_ThirdReference_IsRefused(string further) =>
        AssertInvalid(VerificationError.SignatureShape, (new SignatureBuilder(simulator) { References = references => references + further }).Build());

    [Fact]
    public void Verify_OneReferenceTwice_IsRefused() => AssertInvalid(VerificationError.SignatureShape, (new SignatureBuilder(simulator)
    {
        References = references => references.Replace("#bidKeyInfo", "#bidSignedData", StringComparison.Ordinal),
    }).Build());

    [Fact]
    public void Verify_ReferenceToTheWholeDocument_IsRefused() => AssertInvalid(VerificationError.SignatureShape, (new SignatureBuilder(simulator)
    {
        References = references => references.Replace("#bidKeyInfo", "", StringComparison.Ordinal),
    }).Build());

    [Fact]
    public void Verify_FurtherTransform_IsRefused() => AssertInvalid(VerificationError.SignatureAlgorithm, (new SignatureBuilder(simulator)
    {
        References = references => references.Replace(
            "</Transforms>", "<Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"></Transform></Transforms>", StringComparison.Ordinal),
    }).Build());

    [Fact]
    public void Verify_OtherAlgorithms_AreRefused()
    {
        var builder = new SignatureBuilder(simulator);
        AssertInvalid(VerificationError.SignatureAlgorithm, (builder with { SignatureMethod = "http://www.w3.org/2000/09/xmldsig#rsa-sha1" }).Build());
        AssertInvalid(VerificationError.SignatureAlgorithm, (builder with { SignatureMethod = "http://www.w3.org/2000/09/xmldsig#hmac-sha1" }).Build());
        AssertInvalid(VerificationError.SignatureAlgorithm, (builder with { DigestMethod = "http://www.w3.org/2000/09/xmldsig#sha1" }).Build());
        AssertInvalid(VerificationError.SignatureAlgorithm, (builder with { Canonicalization = "http://www.w3.org/2001/10/xml-exc-c14n#" }).Build());
        AssertInvalid(VerificationError.SignatureAlgorithm, (builder with { Transform = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments" }).Build());
    }

    [Fact]
    public void Verify_SignedWithAnotherKey_IsRefused()
    {
        var evidence = new SignatureBuilder(simulator).Build();
        var value = evidence.Xml[(evidence.Xml.IndexOf("<SignatureValue>", StringComparison.Ordinal) + 16)..evidence.Xml.IndexOf("</SignatureValue>", StringComparison.Ordinal)];
        var other = Convert.ToBase64String(RandomNumberGenerator.GetBytes(256));

        AssertInvalid(VerificationError.SignatureValue, evidence.Replace(value, other));
    }

    [Fact]
    public void Verify_TextNotMarkedAsShown_IsRefused() => AssertInvalid(VerificationError.VisibleText,
        (new SignatureBuilder(simulator) { SignedData = data => data.Replace("wysiwys", "hidden", StringComparison.Ordinal) }).Build());

    [Fact]
    public void Verify_TwoVisibleTexts_AreRefused() => AssertInvalid(VerificationError.VisibleText, (new SignatureBuilder(simulator)
    {
        SignedData = data => data.Replace("<clientInfo>", $"<usrVisibleData charset=\"UTF-8\" visible=\"wysiwys\">{SimulatorFixture.Base64("x")}</usrVisibleData><clientInfo>", StringComparison.Ordinal),
    }).Build());

    [Fact]
    public void Verify_IssuerWithTheSameNameAndAnotherKey_IsRefused()
    {
        using var real = simulator.Authority("bankid-customers");
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(real.SubjectName, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        using var imitation = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-1), DateTimeOffset.UtcNow.AddYears(1));

        AssertInvalid(VerificationError.ChainUntrusted, (new SignatureBuilder(simulator) { Issuer = imitation }).Build());
    }

    [Fact]
    public void Verify_SignerCertificateOfAnAuthority_IsRefused() =>
        AssertInvalid(VerificationError.SignerCertificate, (new SignatureBuilder(simulator) { SignerIsAuthority = true }).Build());

    [Fact]
    public void Verify_SignerCertificateForEncryptionOnly_IsRefused() =>
        AssertInvalid(VerificationError.SignerCertificate, (new SignatureBuilder(simulator) { SignerUsage = X509KeyUsageFlags.KeyEncipherment }).Build());

    [Fact]
    public void Verify_ShortKey_IsRefused()
    {
#pragma warning disable CA5385 // The short key is what the test needs.
        using var key = RSA.Create(1024);
#pragma warning restore CA5385
        AssertInvalid(VerificationError.SignerCertificate, (new SignatureBuilder(simulator) { SignerKey = key }).Build());
    }

    [Fact]
    public void Verify_CertificateWithTwoPersonalNumbers_IsRefused() => AssertInvalid(VerificationError.PersonalNumber,
        (new SignatureBuilder(simulator) { Subject = $"2.5.4.5={SimulatorFixture.PersonalNumber}, 2.5.4.5=199203149837, CN=Elsa" }).Build());

    [Fact]
    public void Verify_CertificateWithoutPersonalNumber_IsRefused() =>
        AssertInvalid(VerificationError.PersonalNumber, (new SignatureBuilder(simulator) { Subject = $"CN={SimulatorFixture.PersonalNumber}" }).Build());

    private void AssertInvalid(VerificationError reason, CompletionEvidence evidence, string text = Text) =>
        Assert.Equal(new VerificationResult.Invalid(reason), simulator.Verifier.Verify(evidence.Request(text), DateTimeOffset.UtcNow));
}
