using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace AuthDemo.Signatures.Tests.Builders;

/// <summary>
/// Builds a signature with the keys of the simulator's authorities. Valid by default, and each property makes it invalid in one
/// respect, so that only the rule under test can refuse it. The signed elements are written in canonical form: their bytes are what
/// is signed.
/// </summary>
internal sealed record SignatureBuilder(SimulatorFixture Simulator)
{
    public const string Dsig = "http://www.w3.org/2000/09/xmldsig#";
    public const string Types = "http://www.bankid.com/signature/v1.0.0/types";
    private const string C14n = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
    private static readonly RSA s_key = RSA.Create(2048);

    public string Text { get; init; } = "I agree.";

    /// <summary>The issuer of the signer's certificate; null for the simulator's customer CA.</summary>
    public X509Certificate2? Issuer { get; init; }

    public string Subject { get; init; } = $"2.5.4.5={SimulatorFixture.PersonalNumber}, CN=Elsa Lindqvist, C=SE";

    public bool SignerIsAuthority { get; init; }

    public X509KeyUsageFlags SignerUsage { get; init; } = X509KeyUsageFlags.NonRepudiation;

    public RSA SignerKey { get; init; } = s_key;

    /// <summary>Written in place of the signer's certificate; null for a proper one.</summary>
    public byte[]? SignerDer { get; init; }

    public OcspResponseBuilder Ocsp { get; init; } = new();

    public string SignatureMethod { get; init; } = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

    public string Canonicalization { get; init; } = C14n;

    public string Transform { get; init; } = C14n;

    public string DigestMethod { get; init; } = "http://www.w3.org/2001/04/xmlenc#sha256";

    /// <summary>Changes the list of references before it is signed.</summary>
    public Func<string, string> References { get; init; } = references => references;

    /// <summary>Changes the signed data before it is signed.</summary>
    public Func<string, string> SignedData { get; init; } = data => data;

    public CompletionEvidence Build()
    {
        var customers = Issuer ?? Simulator.Authority("bankid-customers");
        using var signer = IssueSigner(customers);
        var data = SignedData($"""
            <bankIdSignedData xmlns="{Types}" Id="bidSignedData"><usrVisibleData charset="UTF-8" visible="wysiwys">{SimulatorFixture.Base64(Text)}</usrVisibleData><clientInfo><funcId>Signing</funcId></clientInfo></bankIdSignedData>
            """);
        var certificates = string.Concat(new[] { SignerDer ?? signer.RawData, customers.RawData, Simulator.Authority("bankid-bank").RawData }
            .Select(der => $"<X509Certificate>{Convert.ToBase64String(der)}</X509Certificate>"));
        var keyInfo = $"""<KeyInfo xmlns="{Dsig}" Id="bidKeyInfo"><X509Data>{certificates}</X509Data></KeyInfo>""";
        var references = References(Reference("#bidSignedData", data) + Reference("#bidKeyInfo", keyInfo));
        var info = $"""<SignedInfo xmlns="{Dsig}"><CanonicalizationMethod Algorithm="{Canonicalization}"></CanonicalizationMethod><SignatureMethod Algorithm="{SignatureMethod}"></SignatureMethod>{references}</SignedInfo>""";
        var value = SignerKey.SignData(Encoding.UTF8.GetBytes(info), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var xml = $"""<Signature xmlns="{Dsig}">{info}<SignatureValue>{Convert.ToBase64String(value)}</SignatureValue>{keyInfo}<Object>{data}</Object></Signature>""";
        var signature = SimulatorFixture.Base64(xml);
        return new CompletionEvidence(signature, Ocsp.Build( signer, customers, signature));
    }

    private string Reference(string uri, string canonical) =>
        $"""<Reference URI="{uri}"><Transforms><Transform Algorithm="{Transform}"></Transform></Transforms><DigestMethod Algorithm="{DigestMethod}"></DigestMethod><DigestValue>{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}</DigestValue></Reference>""";

    private X509Certificate2 IssueSigner(X509Certificate2 issuer)
    {
        var request = new CertificateRequest(new X500DistinguishedName(Subject), SignerKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(SignerIsAuthority, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(SignerUsage, critical: true));
        return Issue(request, issuer);
    }

    public static X509Certificate2 Issue(CertificateRequest request, X509Certificate2 issuer) => request.Create(
        issuer, DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(30), RandomNumberGenerator.GetBytes(12));
}
