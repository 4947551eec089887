using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace AuthDemo.Signatures.Tests.Arrange;

/// <summary>
/// Makes proofs that are wrong in one respect, with the keys of the simulator's own authorities: right in every other respect, so
/// that only the rule under test can refuse them. Signed parts are written in canonical form, so that their bytes are what is signed.
/// </summary>
internal sealed record Forger(SimulatedBankId Box)
{
    public const string Dsig = "http://www.w3.org/2000/09/xmldsig#";
    public const string Types = "http://www.bankid.com/signature/v1.0.0/types";
    private const string C14n = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
    private static readonly RSA s_key = RSA.Create(2048);

    public string Text { get; init; } = "I agree.";

    /// <summary>Who issues the signer's certificate.</summary>
    public X509Certificate2? Issuer { get; init; }

    public string Subject { get; init; } = $"2.5.4.5={SimulatedBankId.PersonalNumber}, CN=Elsa Lindqvist, C=SE";

    public bool SignerIsAuthority { get; init; }

    public X509KeyUsageFlags SignerUsage { get; init; } = X509KeyUsageFlags.NonRepudiation;

    public RSA SignerKey { get; init; } = s_key;

    public OcspForgery Ocsp { get; init; } = new();

    public string SignatureMethod { get; init; } = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

    public string Canonicalization { get; init; } = C14n;

    public string Transform { get; init; } = C14n;

    public string DigestMethod { get; init; } = "http://www.w3.org/2001/04/xmlenc#sha256";

    /// <summary>Changes the list of references before it is signed.</summary>
    public Func<string, string> References { get; init; } = references => references;

    /// <summary>Changes the signed data before it is signed.</summary>
    public Func<string, string> SignedData { get; init; } = data => data;

    public Proof Make()
    {
        var customers = Issuer ?? Box.Authority("bankid-customers");
        using var signer = IssueSigner(customers);
        var data = SignedData($"""
            <bankIdSignedData xmlns="{Types}" Id="bidSignedData"><usrVisibleData charset="UTF-8" visible="wysiwys">{SimulatedBankId.Base64(Text)}</usrVisibleData><clientInfo><funcId>Signing</funcId></clientInfo></bankIdSignedData>
            """);
        var certificates = string.Concat(new[] { signer, customers, Box.Authority("bankid-bank") }
            .Select(certificate => $"<X509Certificate>{Convert.ToBase64String(certificate.RawData)}</X509Certificate>"));
        var keyInfo = $"""<KeyInfo xmlns="{Dsig}" Id="bidKeyInfo"><X509Data>{certificates}</X509Data></KeyInfo>""";
        var references = References(Reference("#bidSignedData", data) + Reference("#bidKeyInfo", keyInfo));
        var info = $"""<SignedInfo xmlns="{Dsig}"><CanonicalizationMethod Algorithm="{Canonicalization}"></CanonicalizationMethod><SignatureMethod Algorithm="{SignatureMethod}"></SignatureMethod>{references}</SignedInfo>""";
        var value = SignerKey.SignData(Encoding.UTF8.GetBytes(info), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var xml = $"""<Signature xmlns="{Dsig}">{info}<SignatureValue>{Convert.ToBase64String(value)}</SignatureValue>{keyInfo}<Object>{data}</Object></Signature>""";
        var signature = SimulatedBankId.Base64(xml);
        return new Proof(signature, Ocsp.Make(Box, signer, customers, signature));
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
