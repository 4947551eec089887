using System.ComponentModel;
using System.Diagnostics;
using AuthDemo.TestKit;

namespace AuthDemo.Simulator.Tests.Conformance;

/// <summary>
/// The whole life cycle of orders, driven by clients in other languages, each with its language's own HTTP, TLS and Base64. A client
/// whose tool is not installed is skipped; so are the npm packages where they cannot be installed.
/// </summary>
public sealed class ConformanceTests
{
    private static readonly string[] s_lines =
    [
        "started",
        "pending userSign",
        "complete 198507099821",
        "400 invalidParameters No such order",
        "cancelled 200",
        "400 invalidParameters No such order",
        "400 invalidParameters Invalid endUserIp",
        "refused",
    ];

    [Theory]
    [InlineData("bash", "client.sh")]
    [InlineData("python3", "client.py")]
    [InlineData("ruby", "client.rb")]
    [InlineData("go", "run", "client.go")]
    [InlineData("java", "Client.java")]
    public Task StandardClient_DrivesTheLifeCycle(string tool, params string[] arguments) =>
        AssertLifeCycleAsync(ClientsFolder, tool, arguments);

    [Theory]
    [InlineData("bankid.cjs")]
    [InlineData("undici.cjs")]
    public async Task NpmClient_DrivesTheLifeCycle(string script)
    {
        var folder = Directory.CreateTempSubdirectory("conformance-npm-");
        try
        {
            foreach (var file in Directory.GetFiles(Path.Combine(ClientsFolder, "npm")))
                System.IO.File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            var installed = await RunAsync(folder.FullName, "npm", "ci", "--no-audit", "--no-fund", "--prefer-offline", "--fetch-retries=0");
            if (installed.ExitCode != 0)
                Assert.Skip("npm cannot install the packages here; is there a network?");
            await AssertLifeCycleAsync(folder.FullName, "node", [script]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string ClientsFolder => Repository.PathOf("tests", "AuthDemo.Simulator.Tests", "Conformance", "clients");

    private static async Task AssertLifeCycleAsync(string folder, string tool, string[] arguments)
    {
        await using var simulator = await TestSimulator.StartAsync();
        string[] addresses = [simulator.Server.RpUrl.ToString(), Path.GetDirectoryName(simulator.File("ca.pem"))!, simulator.Server.PhoneUrl.ToString()];

        var result = await RunAsync(folder, tool, [.. arguments, .. addresses]);

        Assert.Equal(s_lines, result.OutputOrThrow().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task<ProcessResult> RunAsync(string folder, string tool, params string[] arguments)
    {
        // Clients must not send requests to loopback through a proxy.
        var start = new ProcessStartInfo(tool, arguments) { WorkingDirectory = folder, Environment = { ["LC_ALL"] = "C.UTF-8" } };
        if (tool is not "npm")
            start.Environment["NO_PROXY"] = "*";
        try
        {
            return await ChildProcess.RunAsync(start);
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{tool} is not installed.");
            throw;
        }
    }
}
