using System.Diagnostics;
using System.Text.Json.Nodes;

namespace AuthDemo.Simulator.Tests;

public sealed class ProgramTests
{
    [Theory]
    [InlineData("--rp-port", "70000")]
    [InlineData("--phone-port", "x")]
    [InlineData("--scan-tolerance", "-1")]
    [InlineData("--scenario", "dances")]
    [InlineData("--data")]
    [InlineData("--help")]
    public async Task Main_WithArgumentsItDoesNotTake_ExitsWith2(params string[] arguments) =>
        Assert.Equal(2, await Program.Main(arguments));

    [Fact]
    public async Task RunAlone_UntilItIsStopped_ServesAndThenTellsWhatClientsDidWrong()
    {
        using var folder = new TemporaryFolder();
        using var program = Process.Start(new ProcessStartInfo("dotnet",
            [typeof(SimulatorServer).Assembly.Location, "--data", folder.FullName, "--rp-port", "0", "--phone-port", "0", "--scenario", "completes-at-once"])
        { RedirectStandardOutput = true })!;
        try
        {
            Assert.StartsWith("RP API        https://localhost:", await program.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            var connection = JsonNode.Parse(await File.ReadAllTextAsync(folder["simulator.json"], TestContext.Current.CancellationToken))!;
            var curl = await ChildProcess.RunAsync(
                "curl", "-s", "--noproxy", "*", "--cacert", (string)connection["caCertificate"]!, "--cert", (string)connection["clientCertificate"]!,
                "--key", (string)connection["clientKey"]!, "-H", "Content-Type: application/json; charset=utf-8", "-d", "{}", connection["url"] + "auth");
            Assert.Contains("unsupportedMediaType", curl.Output, StringComparison.Ordinal);
        }
        finally
        {
            using var terminate = Process.Start("kill", ["-TERM", $"{program.Id}"]);
            await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, program.ExitCode);
        Assert.EndsWith("error   content-type on auth, 1×: Send exactly application/json, without charset or other parameters.\n",
            await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
