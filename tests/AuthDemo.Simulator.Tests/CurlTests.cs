
namespace AuthDemo.Simulator.Tests;

/// <summary>Calls the simulator with curl and the files of the data folder, as another team's client would.</summary>
public sealed class CurlTests
{
    [Theory]
    [InlineData("--tlsv1.3")]
    [InlineData("--tlsv1.2", "--tls-max", "1.2")]
    public async Task Auth_WithThePemFiles_Answers200(params string[] tls)
    {
        await using var simulator = await TestSimulator.StartAsync();

        var (exit, output) = await CurlAsync(simulator, [.. tls, .. Pem(simulator), "-H", "Content-Type: application/json"]);

        Assert.Equal(0, exit);
        Assert.Matches("""^\{"orderRef":"[0-9a-f-]{36}",.*\} 200 application/json$""", output);
    }

    [Fact]
    public async Task Auth_WithThePkcs12File_Answers200()
    {
        await using var simulator = await TestSimulator.StartAsync();

        var (exit, output) = await CurlAsync(simulator,
            ["--cert-type", "P12", "--cert", simulator.File("rp.p12") + ":qwerty123", "-H", "Content-Type: application/json"]);

        Assert.Equal(0, exit);
        Assert.EndsWith(" 200 application/json", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Auth_WithCharset_Is415()
    {
        await using var simulator = await TestSimulator.StartAsync();

        var (_, output) = await CurlAsync(simulator, [.. Pem(simulator), "-H", "Content-Type: application/json; charset=utf-8"]);

        Assert.StartsWith("""{"errorCode":"unsupportedMediaType",""", output, StringComparison.Ordinal);
        Assert.EndsWith(" 415 application/json", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Auth_WithoutCertificate_GetsNoAnswer()
    {
        await using var simulator = await TestSimulator.StartAsync();

        var (exit, output) = await CurlAsync(simulator, ["-H", "Content-Type: application/json"]);

        Assert.NotEqual(0, exit);
        Assert.Equal("000", output.Trim());
    }

    /// <summary>A client that knows BankID's own address only, led here as a hosts file would.</summary>
    [Fact]
    public async Task Auth_UnderBankIdsOwnName_Answers200WhenTheCertificateHasIt()
    {
        const string name = "appapi2.test.bankid.com";
        await using var simulator = await TestSimulator.StartAsync(options => options with { HostName = name });
        var port = simulator.Server.RpUrl.Port;

        var (exit, output) = await CurlAsync(simulator,
            [.. Pem(simulator), "-H", "Content-Type: application/json", "--resolve", $"{name}:{port}:127.0.0.1"], $"https://{name}:{port}/rp/v6.0/auth");

        Assert.Equal(0, exit);
        Assert.EndsWith(" 200 application/json", output, StringComparison.Ordinal);
    }

    private static string[] Pem(TestSimulator simulator) => ["--cert", simulator.File("rp.pem"), "--key", simulator.File("rp-key.pem")];

    private static async Task<(int Exit, string Output)> CurlAsync(TestSimulator simulator, string[] arguments, string? url = null)
    {
        var curl = await ChildProcess.RunAsync("curl", [
            "-s", "--noproxy", "*", "--cacert", simulator.File("ca.pem"), .. arguments,
            "-d", Requests.Auth, "-w", " %{http_code} %{content_type}", url ?? new Uri(simulator.Server.RpUrl, "auth").ToString()]);
        return (curl.ExitCode, curl.Output);
    }
}
