using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;

namespace AuthDemo.Simulator.Tests;

/// <summary>Verifies the proof of a completed order as a stranger would: with the root certificate and public standards only.</summary>
public sealed class EvidenceTests
{
    [Fact]
    public async Task Signature_IsRsaSha256OverTextAndCertificates()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (signature, _) = await SignAsync(simulator);

        var signed = Load(signature, out var chain);

        Assert.Equal(["#bidSignedData", "#bidKeyInfo"], signed.SignedInfo!.References.Cast<Reference>().Select(r => r.Uri));
        Assert.Equal(SignedXml.XmlDsigRSASHA256Url, signed.SignedInfo.SignatureMethod);
        Assert.Equal(3, chain.Count);
        Assert.True(signed.CheckSignature(chain[0], verifySignatureOnly: true));
    }

    [Fact]
    public async Task Signature_AsItStands_IsInCanonicalForm()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (signature, _) = await SignAsync(simulator);
        var xml = Encoding.UTF8.GetString(Convert.FromBase64String(signature));
        Load(signature, out var chain);

        // The short way to verify, without a canonicaliser: BankID's own signatures allow it, and there are verifiers that take it.
        Assert.Contains($"<DigestValue>{Hash(Between("<Object>", "</Object>"))}</DigestValue>", xml, StringComparison.Ordinal);
        Assert.Contains($"<DigestValue>{Hash("<KeyInfo" + Between("<KeyInfo", "</KeyInfo>") + "</KeyInfo>")}</DigestValue>", xml, StringComparison.Ordinal);
        using var key = chain[0].GetRSAPublicKey()!;
        Assert.True(key.VerifyData(
            Encoding.UTF8.GetBytes("<SignedInfo" + Between("<SignedInfo", "</SignedInfo>") + "</SignedInfo>"),
            Convert.FromBase64String(Between("<SignatureValue>", "</SignatureValue>")), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

        string Between(string start, string end) => xml.Split(start)[1].Split(end)[0];
        static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData("SGVq", "SGVk")]
    [InlineData("Signing", "Singing")]
    public async Task Signature_OverAChangedText_DoesNotVerify(string from, string to)
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (signature, _) = await SignAsync(simulator);
        var xml = Encoding.UTF8.GetString(Convert.FromBase64String(signature));
        Assert.Contains(from, xml, StringComparison.Ordinal);

        var signed = Load(Convert.ToBase64String(Encoding.UTF8.GetBytes(xml.Replace(from, to, StringComparison.Ordinal))), out var chain);

        Assert.False(signed.CheckSignature(chain[0], verifySignatureOnly: true));
    }

    [Fact]
    public async Task Chain_LeadsToTheBankIdRootAndNamesTheUser()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (signature, _) = await SignAsync(simulator);
        Load(signature, out var certificates);

        Assert.True(IsTrusted(certificates[0], simulator.Server.BankIdRoot, certificates));
        Assert.False(IsTrusted(certificates[0], simulator.Server.TrustAnchor, certificates));
        var subject = certificates[0].SubjectName.EnumerateRelativeDistinguishedNames()
            .ToDictionary(n => n.GetSingleElementType().Value!, n => n.GetSingleElementValue());
        Assert.Equal(("198507099821", "Elsa Lindqvist"), (subject["2.5.4.5"], subject["2.5.4.3"]));
    }

    [Fact]
    public async Task SecondOrder_OfTheSamePerson_IsSignedWithTheSameCertificate()
    {
        await using var simulator = await TestSimulator.StartAsync();
        Load((await SignAsync(simulator)).Signature, out var first);
        Load((await SignAsync(simulator)).Signature, out var second);

        Assert.Equal(first[0].Thumbprint, second[0].Thumbprint);
    }

    [Fact]
    public async Task OcspResponse_VouchesForTheSignerAndIsTiedToTheSignature()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (signature, ocsp) = await SignAsync(simulator);
        Load(signature, out var chain);

        var response = OcspAnswer.Read(Convert.FromBase64String(ocsp));

        Assert.True(response.IsSignedByResponder);
        Assert.Equal(chain[0].IssuerName.Name, response.Responder.IssuerName.Name);
        Assert.True(IsTrusted(response.Responder, simulator.Server.BankIdRoot, chain));
        Assert.Contains("1.3.6.1.5.5.7.3.9", response.Responder.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .SelectMany(e => e.EnhancedKeyUsages.Cast<Oid>()).Select(o => o.Value));
        Assert.Equal(chain[0].SerialNumber, response.SubjectSerialNumber);
        Assert.Equal(Sha1(chain[0].IssuerName.RawData), response.IssuerNameHash);
        Assert.Equal(Sha1(chain[1].PublicKey.EncodedKeyValue.RawData), response.IssuerKeyHash);
        Assert.True(response.IsGood);
        Assert.Equal(32, response.Nonce.Length);
        Assert.Equal(Sha1(Encoding.UTF8.GetBytes(signature)), Convert.ToHexString(response.Nonce, 0, 20));
    }

    [Fact]
    public async Task Restart_InTheSameFolder_KeepsTheBankIdRoot()
    {
        using var folder = new TemporaryFolder();
        var thumbprints = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            await using var server = await SimulatorServer.StartAsync(new SimulatorOptions { DataFolder = folder.FullName }, TestContext.Current.CancellationToken);
            thumbprints.Add(server.BankIdRoot.Thumbprint);
        }

        Assert.Equal(thumbprints[0], thumbprints[1]);
    }

    /// <summary>Each forgery with the one check of a verifier that must find it; all others still pass.</summary>
    [Theory]
    [InlineData(null, null)]
    [InlineData("forged-text", "signature")]
    [InlineData("forged-signature", "signature")]
    [InlineData("forged-issuer", "chain")]
    [InlineData("forged-doctype", "doctype")]
    [InlineData("forged-ocsp", "ocsp signature")]
    [InlineData("forged-ocsp-nonce", "ocsp nonce")]
    [InlineData("ocsp-revoked", "ocsp status")]
    public async Task Forgery_FailsItsOwnCheckAndNoOther(string? fault, string? finding)
    {
        await using var simulator = await TestSimulator.StartAsync();
        if (fault is not null)
            await simulator.Phone.ControlAsync("add-fault", new { fault, times = 1 });

        var (signature, ocsp) = await SignAsync(simulator);

        Assert.Equal(finding is null ? [] : [finding], Findings(simulator, signature, ocsp));
    }

    private static List<string> Findings(TestSimulator simulator, string signature, string ocsp)
    {
        var findings = new List<string>();
        var signed = Load(signature, out var chain);
        var response = OcspAnswer.Read(Convert.FromBase64String(ocsp));
        if (Encoding.UTF8.GetString(Convert.FromBase64String(signature)).Contains("<!DOCTYPE", StringComparison.Ordinal))
            findings.Add("doctype");
        if (!signed.CheckSignature(chain[0], verifySignatureOnly: true))
            findings.Add("signature");
        if (!IsTrusted(chain[0], simulator.Server.BankIdRoot, chain))
            findings.Add("chain");
        if (!response.IsSignedByResponder)
            findings.Add("ocsp signature");
        if (!response.IsGood)
            findings.Add("ocsp status");
        if (Convert.ToHexString(response.Nonce, 0, 20) != Sha1(Encoding.UTF8.GetBytes(signature)))
            findings.Add("ocsp nonce");
        return findings;
    }

#pragma warning disable CA5350 // RFC 6960 and BankID's nonce rule name SHA-1.
    private static string Sha1(byte[] data) => Convert.ToHexString(SHA1.HashData(data));
#pragma warning restore CA5350

    private static async Task<(string Signature, string Ocsp)> SignAsync(TestSimulator simulator)
    {
        var (order, phone) = await simulator.ScannedAsync("sign", Requests.Sign);
        await simulator.Phone.EnterCodeAsync(phone);
        var data = (await simulator.Rp.CollectAsync(order.OrderRef)).Json["completionData"]!;
        return (data["signature"]!.GetValue<string>(), data["ocspResponse"]!.GetValue<string>());
    }

    private static KeyInfoAwareSignedXml Load(string signature, out List<X509Certificate2> chain)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        document.LoadXml(Encoding.UTF8.GetString(Convert.FromBase64String(signature)));
        var signed = new KeyInfoAwareSignedXml(document);
        signed.LoadXml(document.DocumentElement!);
        chain = [.. document.GetElementsByTagName("X509Certificate").Cast<XmlNode>()
            .Select(n => X509CertificateLoader.LoadCertificate(Convert.FromBase64String(n.InnerText)))];
        return signed;
    }

    private static bool IsTrusted(X509Certificate2 certificate, X509Certificate2 root, List<X509Certificate2> others)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.ExtraStore.AddRange(others.ToArray());
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    private sealed class KeyInfoAwareSignedXml(XmlDocument document) : SignedXml(document)
    {
        public override XmlElement? GetIdElement(XmlDocument? document, string idValue) =>
            document?.SelectSingleNode($"//*[@Id='{idValue}']") as XmlElement;
    }
}

/// <summary>The parts of an OCSP response that matter here (RFC 6960 §4.2.1).</summary>
internal sealed record OcspAnswer(
    X509Certificate2 Responder, bool IsSignedByResponder, string IssuerNameHash, string IssuerKeyHash, string SubjectSerialNumber, bool IsGood, byte[] Nonce)
{
    public static OcspAnswer Read(byte[] der)
    {
        var response = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        Assert.Equal(0, response.ReadEnumeratedBytes().Span[0]);
        var bytes = response.ReadSequence(Tag(0)).ReadSequence();
        Assert.Equal("1.3.6.1.5.5.7.48.1.1", bytes.ReadObjectIdentifier());

        var basic = new AsnReader(bytes.ReadOctetString(), AsnEncodingRules.DER).ReadSequence();
        var signedBytes = basic.PeekEncodedValue().ToArray();
        var data = basic.ReadSequence();
        Assert.Equal("1.2.840.113549.1.1.11", basic.ReadSequence().ReadObjectIdentifier());
        var signature = basic.ReadBitString(out _);
        var responder = X509CertificateLoader.LoadCertificate(basic.ReadSequence(Tag(0)).ReadSequence().ReadEncodedValue().Span);
        using var key = responder.GetRSAPublicKey()!;

        data.ReadSequence(Tag(1));
        data.ReadGeneralizedTime();
        var single = data.ReadSequence().ReadSequence();
        var id = single.ReadSequence();
        id.ReadSequence();
        var nameHash = Convert.ToHexString(id.ReadOctetString());
        var keyHash = Convert.ToHexString(id.ReadOctetString());
        var serial = Convert.ToHexString(id.ReadIntegerBytes().Span);
        var isGood = single.PeekTag().TagValue == 0;
        var extension = data.ReadSequence(Tag(1)).ReadSequence().ReadSequence();
        Assert.Equal("1.3.6.1.5.5.7.48.1.2", extension.ReadObjectIdentifier());
        Assert.True(extension.ReadBoolean());
        var nonce = extension.ReadOctetString();
        return new OcspAnswer(responder,
            key.VerifyData(signedBytes, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), nameHash, keyHash, serial, isGood, nonce);
    }

    private static Asn1Tag Tag(int number) => new(TagClass.ContextSpecific, number, isConstructed: true);
}
