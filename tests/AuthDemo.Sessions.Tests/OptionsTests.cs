using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AuthDemo.PythonHost;
using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Tests.BankId;
using AuthDemo.Sessions.Tests.Fakes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AuthDemo.Sessions.Tests;

/// <summary>The options that stop the start, and their messages.</summary>
public sealed class OptionsTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("Sessions:OwnerGoneAfter", "00:00:04", "Sessions:OwnerGoneAfter must be from 00:00:05 to 01:00:00; given: 00:00:04.")]
    [InlineData("Sessions:StartDebounce", "00:02:00", "Sessions:StartDebounce must be from 00:00:00 to 00:01:00; given: 00:02:00.")]
    [InlineData("Sessions:TicketLifetime", "00:10:00", "Sessions:TicketLifetime must be from 00:00:05 to 00:05:00; given: 00:10:00.")]
    [InlineData("Sessions:TotalTime", "00:00:10", "Sessions:TotalTime must be from 00:01:00 to 01:00:00; given: 00:00:10.")]
    [InlineData("Sessions:FinalReadable", "00:00:10", "Sessions:FinalReadable must be from 00:00:30 to 1.00:00:00; given: 00:00:10.")]
    [InlineData("Sessions:CompletionPatience", "00:11:00", "Sessions:CompletionPatience must be from 00:00:01 to 00:10:00; given: 00:11:00.")]
    [InlineData("Sessions:Patience", "00:00:00", "Sessions:Patience must be from 00:00:01 to 00:05:00; given: 00:00:00.")]
    [InlineData("BankId:ConnectTimeout", "00:02:00", "BankId:ConnectTimeout must be from 00:00:00.1000000 to 00:01:00; given: 00:02:00.")]
    [InlineData("BankId:MaxResponseBytes", "10", "BankId:MaxResponseBytes must be from 65536 to 67108864; given: 10.")]
    [InlineData("Sessions:Policies:Risk", "7", "Sessions:Policies:Risk must be one of Off, Warn, Block; given: 7.")]
    [InlineData("Sessions:Policies:Session", "-1", "Sessions:Policies:Session must be one of Off, Warn, Block; given: -1.")]
    [InlineData("BankId:VerifySignatures", "9", "BankId:VerifySignatures must be one of Off, Warn, Block; given: 9.")]
    [InlineData("Sessions:CertificatePolicies:SameDevice:0", "1.*",
        "Sessions:CertificatePolicies:SameDevice must be object identifiers, with at most one * from the fifth part on; given: '1.*'.")]
    [InlineData("Sessions:CertificatePolicies:OtherDevice:1", "1.2.752.78.*.*",
        "Sessions:CertificatePolicies:OtherDevice must be object identifiers, with at most one * from the fifth part on; given: '1.2.752.78.*.*'.")]
    [InlineData("Claims:Issue:0", "sub",
        "Claims:PseudonymKey must be set when Claims:Issue contains sub: base64 of at least 32 random bytes; given: nothing.")]
    public void OutOfRange_NamesKeyLimitAndValue(string key, string given, string expected) =>
        Assert.Equal([expected], Refusal(Environments.Development, (key, given)));

    [Fact]
    public void Development_UsesTheSimulator() => Assert.Empty(Refusal(Environments.Development));

    [Theory]
    [InlineData("1.2.752.78.1.5")]
    [InlineData("1.2.752.78.*")]
    [InlineData("1.2.752.78.*.5")]
    public void CertificatePolicy_WithOneWildcardFromTheFifthArc_IsAccepted(string oid) =>
        Assert.Empty(Refusal(Environments.Development, ("Sessions:CertificatePolicies:Phone:0", oid)));

    [Fact]
    public void VerifyingSignatures_WithoutARoot_NamesTheKey() => Assert.Equal(
        ["BankId:SigningRoot:Path must name the BankID root certificate when BankId:VerifySignatures is Warn or Block; given: nothing."],
        Refusal(Environments.Production, Change(TestEnvironment(), ("BankId:VerifySignatures", "Warn"))));

    [Theory]
    [InlineData("none.pem", null, "BankId:SigningRoot:Path cannot be read: ")]
    [InlineData("rp.pem", null, "BankId:SigningRoot:Path must be a root, ")]
    [InlineData("root.pem", "00:11", "BankId:SigningRoot:Sha256 must be the fingerprint of the file in BankId:SigningRoot:Path; ")]
    public void BadSigningRoot_NamesItsKey(string path, string? pin, string expected) => Assert.StartsWith(
        expected,
        Assert.Single(Refusal(Environments.Production, Change(TestEnvironment(),
            ("BankId:VerifySignatures", "Block"), ("BankId:SigningRoot:Path", path), ("BankId:SigningRoot:Sha256", pin)))),
        StringComparison.Ordinal);

    [Fact]
    public void VerifyingSignatures_WithARoot_Starts() => Assert.Empty(Refusal(Environments.Production, Change(TestEnvironment(),
        ("BankId:VerifySignatures", "Block"), ("BankId:SigningRoot:Path", "root.pem"))));

    [Fact]
    public void Staging_WithoutEnvironment_IsRefused() =>
        Assert.Equal(["BankId:Environment must be Simulator, Test or Production; given: nothing."], Refusal(Environments.Staging));

    [Fact]
    public void ProductionHost_OnTheSimulator_IsRefused() => Assert.Equal(
        ["BankId:Environment must be Test or Production when the host runs as Production; given: Simulator. "
            + "Set also BankId:ClientCertificate:Path and BankId:TrustAnchor:Path."],
        Refusal(Environments.Production, ("BankId:Environment", "Simulator")));

    [Fact]
    public void Simulator_NotRegistered_IsRefused() => Assert.Equal(
        ["BankId:Environment is Simulator, but no simulator is registered. Set BankId:Environment to Test or Production."],
        Refusal(Environments.Development, withSimulator: false));

    [Fact]
    public void Production_WithoutCertificates_NamesTheKeys()
    {
        var refusal = Refusal(Environments.Production, ("BankId:Environment", "Production"));

        Assert.Equal(2, refusal.Count);
        Assert.StartsWith("BankId:ClientCertificate:Path must name the RP certificate", refusal[0], StringComparison.Ordinal);
        Assert.StartsWith("BankId:TrustAnchor:Path must name the root certificate 'BankID SSL Root CA v1'", refusal[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Test_WithPinnedRootAndP12_Starts() => Assert.Empty(Refusal(Environments.Production, TestEnvironment()));

    [Fact]
    public void Test_WithPem_Starts() => Assert.Empty(Refusal(Environments.Production,
        Change(TestEnvironment(), ("BankId:ClientCertificate:Path", "rp.pem"), ("BankId:ClientCertificate:KeyPath", "rp-key.pem"), ("BankId:ClientCertificate:Password", null))));

    [Fact]
    public void Test_WithAnyOtherRoot_IsRefused()
    {
        var refusal = Refusal(Environments.Production, Change(TestEnvironment(), ("BankId:TrustAnchor:Sha256", null)));

        Assert.StartsWith("BankId:TrustAnchor:Path must be 'Test BankID SSL Root CA v1 Test', SHA-256 F3D0740E…5B405C; given: 'Test root', SHA-256 ",
            Assert.Single(refusal), StringComparison.Ordinal);
    }

    [Fact]
    public void TestRootByNameOnly_IsRefused()
    {
        using var namesake = new TestAuthority("Test BankID SSL Root CA v1 Test");
        File.WriteAllText(Path.Combine(_folder.FullName, "namesake.pem"), namesake.Root.ExportCertificatePem());

        var refusal = Refusal(Environments.Production,
            Change(TestEnvironment(), ("BankId:TrustAnchor:Sha256", null), ("BankId:TrustAnchor:Path", "namesake.pem")));

        Assert.StartsWith("BankId:TrustAnchor:Path must be 'Test BankID SSL Root CA v1 Test'", Assert.Single(refusal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BankId:ClientCertificate:Path", "none.p12", "BankId:ClientCertificate:Path cannot be read: ")]
    [InlineData("BankId:ClientCertificate:Password", "guess", "BankId:ClientCertificate:Path cannot be read: ")]
    [InlineData("BankId:ClientCertificate:Path", "expired.p12", "BankId:ClientCertificate:Path must be valid now; ")]
    [InlineData("BankId:ClientCertificate:Path", "public.p12", "BankId:ClientCertificate:Path must contain a private key; ")]
    [InlineData("BankId:TrustAnchor:Path", "none.pem", "BankId:TrustAnchor:Path cannot be read: ")]
    [InlineData("BankId:TrustAnchor:Path", "rp.pem", "BankId:TrustAnchor:Path must be a root, ")]
    [InlineData("BankId:TrustAnchor:Sha256", "00:11", "BankId:TrustAnchor:Sha256 must be the fingerprint of the file ")]
    public void BadCertificate_NamesItsKeyAndNotThePassPhrase(string key, string given, string expected)
    {
        var refusal = Assert.Single(Refusal(Environments.Production, Change(TestEnvironment(), (key, given))));

        Assert.StartsWith(expected, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("guess", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("hemligt", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BankIdEnvironment.Test, "https://appapi2.test.bankid.com/rp/v6.0/")]
    [InlineData(BankIdEnvironment.Production, "https://appapi2.bankid.com/rp/v6.0/")]
    public void Environment_SelectsTheAddress(BankIdEnvironment environment, string address) =>
        Assert.Equal(new Uri(address), PublishedEnvironment.Of(environment).BaseAddress);

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    private (string Key, string? Value)[] TestEnvironment()
    {
        using var client = _authority.Client();
        using var expired = _authority.Client(DateTimeOffset.UtcNow.AddDays(-2));
        Write("rp.p12", client.Export(X509ContentType.Pfx, "hemligt"));
        Write("expired.p12", expired.Export(X509ContentType.Pfx, "hemligt"));
        Write("public.p12", new X509Certificate2Collection(X509CertificateLoader.LoadCertificate(client.RawData)).Export(X509ContentType.Pfx, "hemligt")!);
        File.WriteAllText(Path.Combine(_folder.FullName, "rp.pem"), client.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder.FullName, "rp-key.pem"), client.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(_folder.FullName, "root.pem"), _authority.Root.ExportCertificatePem());
        return
        [
            ("BankId:Environment", "Test"), ("BankId:ClientCertificate:Path", "rp.p12"), ("BankId:ClientCertificate:Password", "hemligt"),
            ("BankId:TrustAnchor:Path", "root.pem"), ("BankId:TrustAnchor:Sha256", _authority.Root.GetCertHashString(HashAlgorithmName.SHA256)),
        ];
    }

    private void Write(string name, byte[] content) => File.WriteAllBytes(Path.Combine(_folder.FullName, name), content);

    private static (string Key, string? Value)[] Change((string Key, string? Value)[] settings, params (string Key, string? Value)[] changes) =>
        [.. settings.Where(setting => changes.All(change => change.Key != setting.Key)), .. changes];

    private IReadOnlyList<string> Refusal(string hostEnvironment, params (string Key, string? Value)[] settings) =>
        Refusal(hostEnvironment, true, settings);

    private IReadOnlyList<string> Refusal(string hostEnvironment, bool withSimulator, params (string Key, string? Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = hostEnvironment, ContentRootPath = _folder.FullName });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));
        builder.Services.AddSingleton<IPythonHost>(new FakePython());
        if (withSimulator)
            builder.Services.AddSingleton<IBankIdConnectionSource>(new NoSimulator());
        builder.AddAuthSessions();
        using var host = builder.Build();
        // The host calls this first when it starts.
        var failure = Record.Exception(() => host.Services.GetRequiredService<IStartupValidator>().Validate());
        return failure is null ? [] : [.. Assert.IsType<OptionsValidationException>(failure).Failures];
    }

    private sealed class NoSimulator : IBankIdConnectionSource
    {
        public ValueTask<BankIdConnection?> CurrentAsync(CancellationToken cancellation = default) => default;
    }
}
