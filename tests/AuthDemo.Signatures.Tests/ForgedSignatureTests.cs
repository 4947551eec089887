using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AuthDemo.Signatures.Tests.Arrange;

namespace AuthDemo.Signatures.Tests;

/// <summary>Signatures and certificates that are wrong in one respect.</summary>
public sealed class ForgedSignatureTests(SimulatedBankId box)
{
    private const string Text = "I agree.";

    [Fact]
    public void Verify_NothingForged_IsValid() =>
        Assert.IsType<Verification.Valid>(box.Verifier.Verify(new Forger(box).Make().Of(Text), DateTimeOffset.UtcNow));

    [Fact]
    public void Verify_DocumentType_IsRefused() => Refused(Refusal.SignatureUnreadable,
        new Forger(box).Make().Replace("<Signature xmlns", "<!DOCTYPE Signature [<!ENTITY a \"b\">]><Signature xmlns"));

    [Theory]
    // The text interrupted by what the canonical form leaves out.
    [InlineData("</usrVisibleData>", "<!-- x --></usrVisibleData>")]
    [InlineData("<Object>", "<Object><?x y?>")]
    // Wrapping: a second signed data, a moved one, one inside a part that is not looked at, ids in other spellings.
    [InlineData("</Object>", "</Object><Object><bankIdSignedData xmlns=\"http://www.bankid.com/signature/v1.0.0/types\" Id=\"bidSignedData\"></bankIdSignedData></Object>")]
    [InlineData("<Object>", "<Object><bankIdSignedData xmlns=\"http://www.bankid.com/signature/v1.0.0/types\"></bankIdSignedData>")]
    [InlineData("<Object>", "<Object><Manifest/>")]
    [InlineData("<Object>", "<Object Id=\"bidSignedData\">")]
    [InlineData("<Object>", "<Object xml:lang=\"sv\">")]
    [InlineData("<SignatureValue>", "<SignatureValue ID=\"bidKeyInfo\">")]
    [InlineData("<clientInfo>", "<clientInfo id=\"x\">")]
    [InlineData("<KeyInfo ", "<KeyInfo></KeyInfo><KeyInfo ")]
    public void Verify_AnotherShape_IsRefused(string from, string to) => Refused(Refusal.SignatureShape, new Forger(box).Make().Replace(from, to));

    [Fact]
    public void Verify_SignedDataMovedAndAnotherInItsPlace_IsRefused()
    {
        var proof = new Forger(box).Make();
        var start = proof.Xml.IndexOf("<bankIdSignedData", StringComparison.Ordinal);
        var signed = proof.Xml[start..proof.Xml.IndexOf("</Object>", StringComparison.Ordinal)];
        var other = signed.Replace(SimulatedBankId.Base64(Text), SimulatedBankId.Base64("I owe you."), StringComparison.Ordinal);

        Refused(Refusal.SignatureShape, proof.Replace($"<Object>{signed}</Object>", $"<Object>{other}<Kept>{signed}</Kept></Object>"), "I owe you.");
        Refused(Refusal.SignedDataAltered, proof.Replace(signed, other), "I owe you.");
    }

    [Theory]
    [InlineData("<Reference URI=\"#x\"></Reference>")]
    [InlineData("<Manifest></Manifest>")]
    public void Verify_ThirdReference_IsRefused(string further) =>
        Refused(Refusal.SignatureShape, (new Forger(box) { References = references => references + further }).Make());

    [Fact]
    public void Verify_OneReferenceTwice_IsRefused() => Refused(Refusal.SignatureShape, (new Forger(box)
    {
        References = references => references.Replace("#bidKeyInfo", "#bidSignedData", StringComparison.Ordinal),
    }).Make());

    [Fact]
    public void Verify_ReferenceToTheWholeDocument_IsRefused() => Refused(Refusal.SignatureShape, (new Forger(box)
    {
        References = references => references.Replace("#bidKeyInfo", "", StringComparison.Ordinal),
    }).Make());

    [Fact]
    public void Verify_FurtherTransform_IsRefused() => Refused(Refusal.SignatureAlgorithm, (new Forger(box)
    {
        References = references => references.Replace(
            "</Transforms>", "<Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"></Transform></Transforms>", StringComparison.Ordinal),
    }).Make());

    [Fact]
    public void Verify_OtherAlgorithms_AreRefused()
    {
        var forger = new Forger(box);
        Refused(Refusal.SignatureAlgorithm, (forger with { SignatureMethod = "http://www.w3.org/2000/09/xmldsig#rsa-sha1" }).Make());
        Refused(Refusal.SignatureAlgorithm, (forger with { SignatureMethod = "http://www.w3.org/2000/09/xmldsig#hmac-sha1" }).Make());
        Refused(Refusal.SignatureAlgorithm, (forger with { DigestMethod = "http://www.w3.org/2000/09/xmldsig#sha1" }).Make());
        Refused(Refusal.SignatureAlgorithm, (forger with { Canonicalization = "http://www.w3.org/2001/10/xml-exc-c14n#" }).Make());
        Refused(Refusal.SignatureAlgorithm, (forger with { Transform = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments" }).Make());
    }

    [Fact]
    public void Verify_SignedWithAnotherKey_IsRefused()
    {
        var proof = new Forger(box).Make();
        var value = proof.Xml[(proof.Xml.IndexOf("<SignatureValue>", StringComparison.Ordinal) + 16)..proof.Xml.IndexOf("</SignatureValue>", StringComparison.Ordinal)];
        var other = Convert.ToBase64String(RandomNumberGenerator.GetBytes(256));

        Refused(Refusal.SignatureValue, proof.Replace(value, other));
    }

    [Fact]
    public void Verify_TextShownInAnotherWay_IsRefused() => Refused(Refusal.VisibleText,
        (new Forger(box) { SignedData = data => data.Replace("wysiwys", "hidden", StringComparison.Ordinal) }).Make());

    [Fact]
    public void Verify_TwoTexts_AreRefused() => Refused(Refusal.VisibleText, (new Forger(box)
    {
        SignedData = data => data.Replace("<clientInfo>", $"<usrVisibleData charset=\"UTF-8\" visible=\"wysiwys\">{SimulatedBankId.Base64("x")}</usrVisibleData><clientInfo>", StringComparison.Ordinal),
    }).Make());

    [Fact]
    public void Verify_ImitatedIssuer_IsRefused()
    {
        using var real = box.Authority("bankid-customers");
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(real.SubjectName, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        using var imitation = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-1), DateTimeOffset.UtcNow.AddYears(1));

        Refused(Refusal.ChainUntrusted, (new Forger(box) { Issuer = imitation }).Make());
    }

    [Fact]
    public void Verify_SignerThatIsAnAuthority_IsRefused() =>
        Refused(Refusal.SignerCertificate, (new Forger(box) { SignerIsAuthority = true }).Make());

    [Fact]
    public void Verify_SignerWhoMayOnlyEncrypt_IsRefused() =>
        Refused(Refusal.SignerCertificate, (new Forger(box) { SignerUsage = X509KeyUsageFlags.KeyEncipherment }).Make());

    [Fact]
    public void Verify_ShortKey_IsRefused()
    {
#pragma warning disable CA5385 // What the test is about.
        using var key = RSA.Create(1024);
#pragma warning restore CA5385
        Refused(Refusal.SignerCertificate, (new Forger(box) { SignerKey = key }).Make());
    }

    [Fact]
    public void Verify_CertificateWithTwoPersonalNumbers_IsRefused() => Refused(Refusal.PersonalNumber,
        (new Forger(box) { Subject = $"2.5.4.5={SimulatedBankId.PersonalNumber}, 2.5.4.5=199203149837, CN=Elsa" }).Make());

    [Fact]
    public void Verify_CertificateWithoutPersonalNumber_IsRefused() =>
        Refused(Refusal.PersonalNumber, (new Forger(box) { Subject = $"CN={SimulatedBankId.PersonalNumber}" }).Make());

    private void Refused(Refusal reason, Proof proof, string text = Text) =>
        Assert.Equal(new Verification.Refused(reason), box.Verifier.Verify(proof.Of(text), DateTimeOffset.UtcNow));
}
