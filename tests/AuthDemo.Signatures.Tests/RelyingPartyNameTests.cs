using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using AuthDemo.Signatures.Tests.Builders;
using AuthDemo.Signatures.Verification;

namespace AuthDemo.Signatures.Tests;

/// <summary>A signature names the relying party that it was made for, and no other may use it.</summary>
public sealed class RelyingPartyNameTests(SimulatorFixture simulator)
{
    private const string Subject = "C=SE, O=Testbank A AB (publ), SERIALNUMBER=5566304928, 2.5.4.41=Test av BankID, CN=FP Testcert 5";
    private const string Name = "cn=FP Testcert 5,name=Test av BankID,serialNumber=5566304928,o=Testbank A AB (publ),c=SE";

    [Fact]
    public async Task Verify_SignatureForThisRelyingParty_IsValid()
    {
        var evidence = await simulator.CompleteAsync("auth", new JsonObject { ["endUserIp"] = "198.51.100.7" });

        var request = evidence.Request(null, function: SignedFunction.Identification) with
        {
            RelyingParty = RelyingPartyName.FromCertificate(simulator.RpCertificate),
        };

        Assert.IsType<VerificationResult.Valid>(simulator.Verifier.Verify(request, DateTimeOffset.UtcNow));
    }

    [Fact]
    public async Task Verify_SignatureForAnotherRelyingParty_IsRefused()
    {
        var evidence = await simulator.SignAsync("Text");
        using var other = SelfSigned(simulator.RpCertificate.Subject.Replace("CN=", "CN=Other ", StringComparison.Ordinal));

        var request = evidence.Request("Text") with { RelyingParty = RelyingPartyName.FromCertificate(other) };

        Assert.Equal(
            new VerificationResult.Invalid(VerificationError.RelyingParty), simulator.Verifier.Verify(request, DateTimeOffset.UtcNow));
    }

    [Theory]
    [InlineData(Name)]
    [InlineData("CN=FP Testcert 5,name=Test av BankID,serialNumber=5566304928,O=Testbank A AB (publ),C=SE")]
    public void Verify_NameOfOurCertificate_IsValid(string name) => Assert.IsType<VerificationResult.Valid>(Verify(name, Subject));

    [Theory]
    [InlineData("cn=Another,name=Test av BankID,serialNumber=5566304928,o=Testbank A AB (publ),c=SE")]
    [InlineData("cn=FP Testcert 5,name=Test av BankID,serialNumber=5560000000,o=Testbank A AB (publ),c=SE")]
    [InlineData("cn=FP Testcert 5,name=Test av BankID,serialNumber=5566304928,o=Testbank A AB (publ)")]
    [InlineData(Name + ",ou=More")]
    [InlineData(Name + ",cn=FP Testcert 5")]
    [InlineData(Name + ",")]
    [InlineData(Name + "x")]
    [InlineData("x" + Name)]
    [InlineData("cn=FP Testcert 5 ,name=Test av BankID,serialNumber=5566304928,o=Testbank A AB (publ),c=SE")]
    [InlineData("")]
    public void Verify_NameOfAnotherRelyingParty_IsRefused(string name) =>
        Assert.Equal(new VerificationResult.Invalid(VerificationError.RelyingParty), Verify(name, Subject));

    [Theory]
    [InlineData("<srvInfo></srvInfo>")]
    [InlineData("")]
    [InlineData("<srvInfo><name>not base64!</name></srvInfo>")]
    [InlineData("<srvInfo><name>Y249T3Vycw==</name></srvInfo><srvInfo><name>Y249T3Vycw==</name></srvInfo>")]
    [InlineData("<srvInfo><name>Y249T3Vycw==</name><name>Y249T3Vycw==</name></srvInfo>")]
    public void Verify_WithoutOneName_IsRefused(string srvInfo) =>
        Assert.Equal(new VerificationResult.Invalid(VerificationError.RelyingParty), VerifyServerInfo(srvInfo, "CN=Ours"));

    [Theory]
    // Only the attribute that our own certificate has may contain the comma.
    [InlineData("O=\"Tools, Inc\", CN=Ours", "cn=Ours,o=Tools, Inc", true)]
    [InlineData("O=\"Tools, Inc\", CN=Ours", "cn=Ours,o=Tools\\, Inc", true)]
    [InlineData("O=Tools, CN=Ours", "cn=Ours,o=Tools, Inc", false)]
    [InlineData("CN=\"Ours,o=Tools\"", "cn=Ours,o=Tools", true)]
    [InlineData("CN=Ours", "cn=Ours,o=Tools", false)]
    // One value is the beginning of another.
    [InlineData("OU=A, OU=\"A,ou=B\"", "ou=A,ou=B,ou=A", true)]
    public void Verify_ValueWithAComma_IsComparedAsAWhole(string subject, string name, bool isValid) =>
        Assert.Equal(isValid, Verify(name, subject) is VerificationResult.Valid);

    [Fact]
    public void FromCertificate_EmptySubject_Throws()
    {
        using var certificate = SelfSigned("");

        Assert.Throws<ArgumentException>(() => RelyingPartyName.FromCertificate(certificate));
    }

    private VerificationResult Verify(string name, string subject) =>
        VerifyServerInfo($"<srvInfo><name>{SimulatorFixture.Base64(name)}</name></srvInfo>", subject);

    private VerificationResult VerifyServerInfo(string srvInfo, string subject)
    {
        using var certificate = SelfSigned(subject);
        var evidence = new SignatureBuilder(simulator)
        {
            SignedData = data => data.Replace("<clientInfo>", srvInfo + "<clientInfo>", StringComparison.Ordinal),
        }.Build();
        return simulator.Verifier.Verify(
            evidence.Request("I agree.") with { RelyingParty = RelyingPartyName.FromCertificate(certificate) }, DateTimeOffset.UtcNow);
    }

    private static X509Certificate2 SelfSigned(string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest(subject, key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
