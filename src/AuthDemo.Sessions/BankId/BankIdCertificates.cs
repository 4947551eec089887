using AuthDemo.Configuration;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AuthDemo.Signatures.Verification;

namespace AuthDemo.Sessions.BankId;

/// <summary>
/// Reads the configured certificates. Every failure is a finding that names the configuration key, and never contains a
/// pass phrase.
/// </summary>
internal static class BankIdCertificates
{
    private const string CertificateKey = "ClientCertificate:Path";
    private const string AnchorKey = "TrustAnchor:Path";
    private const string SigningRootKey = "SigningRoot:Path";

    /// <summary>The connection to BankID's test or production environment; null when there are errors.</summary>
    public static BankIdConnection? Load(
        BankIdOptions options, PublishedEnvironment published, string contentRoot, DateTimeOffset now, OptionsErrors errors)
    {
        var client = LoadClient(options.ClientCertificate, contentRoot, now, errors);
        var anchor = LoadAnchor(options.TrustAnchor, published, contentRoot, now, errors);
        return client is null || anchor is null
            ? null
            : new BankIdConnection(published.BaseAddress, anchor, client[0]) { Intermediates = [.. client.Skip(1)] };
    }

    /// <summary>The root of the users' certificates. BankID does not publish its fingerprint, so it is compared with a configured pin only.</summary>
    public static X509Certificate2? LoadSigningRoot(TrustAnchorOptions options, string contentRoot, DateTimeOffset now, OptionsErrors errors)
    {
        if (string.IsNullOrWhiteSpace(options.Path))
        {
            errors.Add(SigningRootKey, "must name the BankID root certificate when BankId:VerifySignatures is Warn or Block; given: nothing");
            return null;
        }

        return ReadRoot(SigningRootKey, Path.Combine(contentRoot, options.Path), now, errors) is { } root
            && (options.Sha256 is not { } pin || IsPinned("SigningRoot:Sha256", SigningRootKey, root, pin, errors)) ? root : null;
    }

    /// <summary>The name that a proof made for us must hold; null, with a finding, when the RP certificate has no name that can be compared.</summary>
    public static RelyingPartyName? ReadRelyingParty(X509Certificate2 certificate, OptionsErrors errors)
    {
        try
        {
            return RelyingPartyName.FromCertificate(certificate);
        }
        catch (ArgumentException unusable)
        {
            errors.Add(CertificateKey, $"must have a subject that signatures can be compared with: {unusable.Message.TrimEnd('.')}");
            return null;
        }
    }

    private static X509Certificate2Collection? LoadClient(
        ClientCertificateOptions options, string contentRoot, DateTimeOffset now, OptionsErrors errors)
    {
        if (string.IsNullOrWhiteSpace(options.Path))
        {
            errors.Add(CertificateKey, "must name the RP certificate: a .p12 file (with BankId:ClientCertificate:Password), "
                + "or a PEM file with BankId:ClientCertificate:KeyPath; given: nothing");
            return null;
        }

        var path = Path.Combine(contentRoot, options.Path);
        try
        {
            var all = options.KeyPath is { } key
                ? ReadPem(path, Path.Combine(contentRoot, key), options.Password)
                : X509CertificateLoader.LoadPkcs12CollectionFromFile(path, options.Password);
            if (all.FirstOrDefault(certificate => certificate.HasPrivateKey) is not { } own)
            {
                errors.Add(CertificateKey, $"must contain a private key; '{path}' has none");
                return null;
            }

            return CheckValidity(CertificateKey, own, now, errors) ? [own, .. all.Where(other => other != own)] : null;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            errors.Add(CertificateKey, $"cannot be read: '{path}' ({Reason(unreadable)}). "
                + "Check BankId:ClientCertificate:Password and, for PEM, BankId:ClientCertificate:KeyPath");
            return null;
        }
    }

    private static X509Certificate2Collection ReadPem(string path, string keyPath, string? password)
    {
        var own = password is null
            ? X509Certificate2.CreateFromPemFile(path, keyPath)
            : X509Certificate2.CreateFromEncryptedPemFile(path, password, keyPath);
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(path);
        return [own, .. all.Where(other => !other.Equals(own))];
    }

    private static X509Certificate2? LoadAnchor(
        TrustAnchorOptions options, PublishedEnvironment published, string contentRoot, DateTimeOffset now, OptionsErrors errors)
    {
        if (string.IsNullOrWhiteSpace(options.Path))
        {
            errors.Add(AnchorKey, $"must name the root certificate '{published.RootName}' as BankID publishes it; given: nothing");
            return null;
        }

        return ReadRoot(AnchorKey, Path.Combine(contentRoot, options.Path), now, errors) is { } anchor
            && IsExpected(anchor, options, published, errors) ? anchor : null;
    }

    private static X509Certificate2? ReadRoot(string key, string path, DateTimeOffset now, OptionsErrors errors)
    {
        try
        {
            var root = X509CertificateLoader.LoadCertificateFromFile(path);
            return IsRoot(key, root, path, errors) && CheckValidity(key, root, now, errors) ? root : null;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            errors.Add(key, $"cannot be read: '{path}' ({Reason(unreadable)})");
            return null;
        }
    }

    private static bool IsRoot(string key, X509Certificate2 anchor, string path, OptionsErrors errors)
    {
        var isAuthority = anchor.Extensions.OfType<X509BasicConstraintsExtension>().Any(basic => basic.CertificateAuthority);
        if (isAuthority && IsSelfSigned(anchor))
            return true;
        errors.Add(key, $"must be a root, a self-signed certificate authority; '{path}' is not");
        return false;
    }

    private static bool IsSelfSigned(X509Certificate2 anchor)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(anchor);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        return chain.Build(anchor) && chain.ChainElements.Count == 1;
    }

    // Only the first and last bytes of the published fingerprints are known (facts §1.9). With the name they detect the likely
    // mistake, the other environment's root. BankId:TrustAnchor:Sha256 pins the whole fingerprint.
    private static bool IsExpected(X509Certificate2 anchor, TrustAnchorOptions options, PublishedEnvironment published, OptionsErrors errors)
    {
        if (options.Sha256 is { } pin)
            return IsPinned("TrustAnchor:Sha256", AnchorKey, anchor, pin, errors);
        var given = anchor.GetCertHashString(HashAlgorithmName.SHA256);
        var name = anchor.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        if (name == published.RootName
            && given.StartsWith(published.RootFingerprintStart, StringComparison.Ordinal)
            && given.EndsWith(published.RootFingerprintEnd, StringComparison.Ordinal))
            return true;
        errors.Add(AnchorKey, $"must be '{published.RootName}', SHA-256 {published.RootFingerprintStart}…{published.RootFingerprintEnd}; "
            + $"given: '{name}', SHA-256 {given}. If BankID has changed its root, set BankId:TrustAnchor:Sha256");
        return false;
    }

    private static bool IsPinned(string key, string pathKey, X509Certificate2 root, string pin, OptionsErrors errors)
    {
        var given = root.GetCertHashString(HashAlgorithmName.SHA256);
        if (string.Equals(given, pin.Replace(":", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
            return true;
        errors.Add(key, $"must be the fingerprint of the file in BankId:{pathKey}; the file has {given}");
        return false;
    }

    private static bool CheckValidity(string key, X509Certificate2 certificate, DateTimeOffset now, OptionsErrors errors)
    {
        if (now >= certificate.NotBefore && now <= certificate.NotAfter)
            return true;
        errors.Add(key, string.Create(CultureInfo.InvariantCulture,
            $"must be valid now; it is from {certificate.NotBefore:yyyy-MM-dd} to {certificate.NotAfter:yyyy-MM-dd}"));
        return false;
    }

    private static string Reason(Exception unreadable) => unreadable switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file",
        UnauthorizedAccessException => "no permission",
        _ => "not a certificate in this format, or a wrong pass phrase",
    };
}
