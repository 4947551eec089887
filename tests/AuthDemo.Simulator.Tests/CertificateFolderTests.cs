using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace AuthDemo.Simulator.Tests;

public sealed class CertificateFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Restart_InTheSameFolder_KeepsEveryCertificate()
    {
        var before = await RunAsync();

        Assert.Equal(before, await RunAsync());
    }

    [Fact]
    public async Task Restart_UnderAnotherName_KeepsTheAuthorityAndIssuesAnew()
    {
        var (authority, rp, _) = await RunAsync();

        var after = await RunAsync("Bokhandeln");

        Assert.Equal((authority, "Bokhandeln"), (after.Authority, after.Name));
        Assert.NotEqual(rp, after.Rp);
    }

    [Fact]
    public async Task Restart_WithALeafOfAnotherAuthority_IssuesItAnew()
    {
        await RunAsync();
        System.IO.File.Delete(PathOf("ca.pem"));

        var (authority, _, _) = await RunAsync();

        using var rp = X509Certificate2.CreateFromPemFile(PathOf("rp.pem"), PathOf("rp-key.pem"));
        using var ca = X509Certificate2.CreateFromPemFile(PathOf("ca.pem"), PathOf("ca-key.pem"));
        Assert.Equal(authority, ca.Thumbprint);
        Assert.Equal(Convert.ToHexString(ca.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Single().SubjectKeyIdentifierBytes.Span),
            Convert.ToHexString(rp.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().Single().KeyIdentifier!.Value.Span));
    }

    [Fact]
    public async Task Start_WithABrokenCertificate_NamesTheFiles()
    {
        await RunAsync();
        await System.IO.File.WriteAllTextAsync(PathOf("ca.pem"), "broken", TestContext.Current.CancellationToken);

        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => RunAsync());

        Assert.Contains(PathOf("ca.pem"), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyFiles_CanBeReadByTheOwnerOnly()
    {
        await RunAsync();
        if (OperatingSystem.IsWindows())
            Assert.Skip("File modes are a Unix matter.");
        else
            Assert.Equal(["ca-key.pem", "rp-key.pem", "rp.p12", "server-key.pem", "simulator.json"], OwnerOnlyFiles());
    }

    [Fact]
    public async Task ConnectionFile_LeadsToEverythingAClientNeeds()
    {
        await RunAsync();

        var file = JsonNode.Parse(await System.IO.File.ReadAllTextAsync(PathOf("simulator.json"), TestContext.Current.CancellationToken))!;

        Assert.Equal(["url", "phoneUrl", "caCertificate", "clientCertificate", "clientKey", "clientPkcs12", "clientPkcs12Password", "bankIdRoot"],
            file.AsObject().Select(m => m.Key));
        using var pem = X509Certificate2.CreateFromPemFile(file["clientCertificate"]!.GetValue<string>(), file["clientKey"]!.GetValue<string>());
        using var p12 = X509CertificateLoader.LoadPkcs12FromFile(file["clientPkcs12"]!.GetValue<string>(), file["clientPkcs12Password"]!.GetValue<string>());
        Assert.Equal(pem.GetCertHashString(HashAlgorithmName.SHA256), p12.GetCertHashString(HashAlgorithmName.SHA256));
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private async Task<(string Authority, string Rp, string Name)> RunAsync(string name = "AuthDemo")
    {
        await using var server = await SimulatorServer.StartAsync(
            new SimulatorOptions { DataFolder = _folder.FullName, RelyingPartyName = name }, TestContext.Current.CancellationToken);
        return (server.TrustAnchor.Thumbprint, server.RpCertificate.Thumbprint, server.RpCertificate.GetNameInfo(X509NameType.SimpleName, false));
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private IEnumerable<string?> OwnerOnlyFiles() => Directory.GetFiles(_folder.FullName)
        .Where(file => System.IO.File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite))
        .Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
