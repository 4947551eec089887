using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AuthDemo.Simulator.Certificates;
using AuthDemo.Simulator.Identities;

namespace AuthDemo.Simulator.Evidence;

/// <summary>
/// The CAs that issue the users' certificates, in BankID's structure: a root, a bank's CA, the bank's customer CA, and below it the
/// users' certificates and the OCSP responder's. RSA 2048 with SHA-256 throughout. A user's certificate is created when it is first
/// used; the four others are created once per data folder.
/// </summary>
internal sealed class BankIdPki
{
    public const string OcspSigning = "1.3.6.1.5.5.7.3.9";
    private const string OcspNoCheck = "1.3.6.1.5.5.7.48.1.5";
    private const string CertificatePolicies = "2.5.29.32";

    private static readonly DateTimeOffset s_notBefore = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ConcurrentDictionary<(string Number, string Name, string Policy, DateOnly IssuedOn), Lazy<X509Certificate2>> _users = new();
    private readonly X509Certificate2 _bank;
    private readonly string _keySet;

    private BankIdPki(
        X509Certificate2 root, X509Certificate2 bank, X509Certificate2 customers, X509Certificate2 responder, string keySet) =>
        (Root, _bank, Customers, Responder, _keySet) = (root, bank, customers, responder, keySet);

    /// <summary>The certificate that a verifier trusts.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>Issuer of users and of the OCSP responder.</summary>
    public X509Certificate2 Customers { get; }

    public X509Certificate2 Responder { get; }

    /// <summary>The user's certificate and the CAs above it, without the root, as a signature contains them.</summary>
    /// <param name="requestedPolicies">The policies that the relying party accepts: the certificate has one of them. Null for any.</param>
    public IReadOnlyList<X509Certificate2> ChainOf(Identity holder, IReadOnlyList<string>? requestedPolicies) =>
        [User(holder, holder.PolicyFor(requestedPolicies)), Customers, _bank];

    /// <param name="keep">Loads a certificate by file name, or creates and stores it.</param>
    /// <param name="keySet">Hierarchies with different key sets share no key. The root's key is never shared.</param>
    public static BankIdPki Open(Func<string, Func<X509Certificate2>, X509Certificate2> keep, string keySet)
    {
        var root = keep("bankid-root", SelfSigned);
        var bank = keep("bankid-bank", () => Authority("Simulatorbanken CA for BankID", root, keySet));
        var customers = keep("bankid-customers", () => Authority("Simulatorbanken customer CA for BankID", bank, keySet));
        var responder = keep("bankid-ocsp", () => OcspResponder(customers, keySet));
        return new BankIdPki(root, bank, customers, responder, keySet);
    }

    private X509Certificate2 User(Identity holder, string policy) => _users.GetOrAdd(
        (holder.PersonalNumber, holder.Name, policy, holder.IssuedOn),
        _ => new Lazy<X509Certificate2>(() => UserCertificate(holder, policy))).Value;

    private X509Certificate2 UserCertificate(Identity holder, string policy)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCountryOrRegion("SE");
        subject.AddOrganizationName("Simulatorbanken AB (publ)");
        subject.Add("2.5.4.4", holder.Surname);
        subject.Add("2.5.4.42", holder.GivenName);
        subject.Add("2.5.4.5", holder.PersonalNumber);
        subject.AddCommonName(holder.Name);
        return Issue(Customers, subject.Build(), NotBefore(holder.IssuedOn), _keySet, request =>
        {
            request.CertificateExtensions.Add(new X509KeyUsageExtension(
                X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, critical: true));
            request.CertificateExtensions.Add(new X509Extension(CertificatePolicies, PolicyExtension(policy), critical: false));
        });
    }

    private static X509Certificate2 OcspResponder(X509Certificate2 customers, string keySet) =>
        Issue(customers, Name("Simulatorbanken OCSP responder"), customers.NotBefore.ToUniversalTime(), keySet, request =>
        {
            request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(OcspSigning)], critical: true));
            request.CertificateExtensions.Add(new X509Extension(OcspNoCheck, [0x05, 0x00], critical: false));
        });

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        return AuthorityRequest("AuthDemo simulator BankID root CA", key).CreateSelfSigned(s_notBefore, s_notBefore.AddYears(30));
    }

    private static X509Certificate2 Authority(string name, X509Certificate2 issuer, string keySet)
    {
        using var key = RsaKeyCache.Rsa(keySet + name);
        var request = AuthorityRequest(name, key);
        AddIssuer(request, issuer);
        using var issued = request.Create(issuer, s_notBefore, s_notBefore.AddYears(29), RandomNumberGenerator.GetBytes(16));
        return issued.CopyWithPrivateKey(key);
    }

    private static CertificateRequest AuthorityRequest(string name, RSA key)
    {
        var request = new CertificateRequest(Name(name), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }

    private static X509Certificate2 Issue(
        X509Certificate2 issuer, X500DistinguishedName subject, DateTimeOffset from, string keySet, Action<CertificateRequest> extend)
    {
        using var key = RsaKeyCache.Rsa(keySet + subject.Name);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        extend(request);
        AddIssuer(request, issuer);
        using var issued = request.Create(issuer, from, issuer.NotAfter.ToUniversalTime(), RandomNumberGenerator.GetBytes(16));
        return issued.CopyWithPrivateKey(key);
    }

    private static void AddIssuer(CertificateRequest request, X509Certificate2 issuer) => request.CertificateExtensions.Add(
        X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, includeKeyIdentifier: true, includeIssuerAndSerial: false));

    private static byte[] PolicyExtension(string oid)
    {
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
            writer.WriteObjectIdentifier(oid);
        return writer.Encode();
    }

    private static DateTimeOffset NotBefore(DateOnly issuedOn) => new(issuedOn.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static X500DistinguishedName Name(string commonName)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddCountryOrRegion("SE");
        name.AddOrganizationName("Simulatorbanken AB (publ)");
        name.AddCommonName(commonName);
        return name.Build();
    }
}
