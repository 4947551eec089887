using AuthDemo.Simulator;
using AuthDemo.Web.BankId;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Tests.BankId;

/// <summary>A simulator in its own process, found by its <c>simulator.json</c>.</summary>
public sealed class ExternalSimulatorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Current_FollowsTheSimulatorsStartAndRestart()
    {
        var found = Find("simulator.json");
        Assert.Null(await found.CurrentAsync(TestContext.Current.CancellationToken));
        Assert.Null(found.PhonePage);

        await using var first = await SimulatorServer.StartAsync(new() { DataFolder = _folder.FullName }, TestContext.Current.CancellationToken);
        var connection = await found.CurrentAsync(TestContext.Current.CancellationToken);
        Assert.Equal(first.RpUrl, connection!.BaseAddress);
        Assert.Equal(first.TrustAnchor, connection.TrustAnchor);
        Assert.True(connection.ClientCertificate.HasPrivateKey);
        Assert.Equal(first.PhoneUrl, found.PhonePage);

        await using var second = await SimulatorServer.StartAsync(new() { DataFolder = _folder.FullName }, TestContext.Current.CancellationToken);
        // Two writes within one tick of the file system's clock may have the same time.
        File.SetLastWriteTimeUtc(Path.Combine(_folder.FullName, "simulator.json"), DateTime.UtcNow.AddSeconds(1));
        Assert.Equal(second.RpUrl, (await found.CurrentAsync(TestContext.Current.CancellationToken))!.BaseAddress);
    }

    [Fact]
    public async Task Current_UnchangedFile_IsReadOnce()
    {
        await using var simulator = await SimulatorServer.StartAsync(new() { DataFolder = _folder.FullName }, TestContext.Current.CancellationToken);
        var found = Find("simulator.json");

        Assert.Same(
            await found.CurrentAsync(TestContext.Current.CancellationToken), await found.CurrentAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"url\":")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"url":"https://localhost:1/","phoneUrl":"http://localhost:2/","caCertificate":"nowhere.pem","clientPkcs12":"nowhere.p12","clientPkcs12Password":"x"}""")]
    public async Task Current_InvalidFile_IsNull(string content)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "half.json"), content, TestContext.Current.CancellationToken);
        var found = Find("half.json");

        Assert.Null(await found.CurrentAsync(TestContext.Current.CancellationToken));
        Assert.Null(found.PhonePage);
    }

    public void Dispose() => _folder.Dispose();

    private ExternalSimulator Find(string file) => new(
        Options.Create(new SimulatorConnectionOptions { Connection = file }), new Host(_folder.FullName), NullLogger<ExternalSimulator>.Instance);

    private sealed class Host(string contentRoot) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = "Development";

        public string ApplicationName { get; set; } = "AuthDemo";

        public string ContentRootPath { get; set; } = contentRoot;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
