using System.Diagnostics;
using System.Text.Json;
using AuthDemo.PythonHost.Processes;
using AuthDemo.PythonHost.Tests.Arrange;

namespace AuthDemo.PythonHost.Tests.Http;

/// <summary>
/// The module <c>bankid</c> as a service, <c>python -m authdemo_host serve --preload bankid.host_api</c>: started and supervised by the host,
/// and by hand with the host as its client.
/// </summary>
public sealed class BankIdServiceTests
{
    private const string Describe = """{"op":"describe"}""";

    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "python-bankid");

    [Fact]
    public async Task Supervised_TheHostStartsTheService_AndCallsTheSeam()
    {
        await using var here = new HostHere(Arrangement.All.First(a => a.Kind == ArrangementKind.Http).Name,
            ("SearchPaths:0", s_folder), ("Preload:0", "bankid.host_api"));
        await AssertServesAsync(here);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Remote_StartedByHand_TheHostCallsTheSeam(bool tcp)
    {
        const string secret = "a secret of sufficient length";
        using var scratch = new TemporaryFolder();
        var start = new ProcessStartInfo(Pythons.Newest.Executable, ["-m", "authdemo_host", "serve", "--path", s_folder, "--preload", "bankid.host_api", "--processes", "2", .. tcp ? ["--tcp", "0"] : (string[])[]])
        {
            WorkingDirectory = PythonFolder.Path, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["XDG_RUNTIME_DIR"] = scratch.FullName;
        start.Environment["AUTHDEMO_HOST_SECRET"] = secret;
        using var service = Process.Start(start)!;
        try
        {
            var address = JsonDocument.Parse((await service.StandardOutput.ReadLineAsync())!).RootElement.GetProperty("address").GetString()!;
            Assert.Matches(tcp ? @"^http://127\.0\.0\.1:\d+$" : $"^unix:{scratch.FullName}/authdemo_host-\\d+/socket$", address);
            await using var here = new HostHere(ServiceTests.Remote, ("Http:Address", address), ("Http:Secret", secret));
            await AssertServesAsync(here);
        }
        finally
        {
            UnixSignals.Send(service.Id, UnixSignals.Terminate);
            await service.WaitForExitAsync();
        }
        Assert.Equal(0, service.ExitCode);
        Assert.Equal("", await service.StandardError.ReadToEndAsync());
    }

    private static async Task AssertServesAsync(HostHere here)
    {
        var reply = await here.Host.CallAsync(new PythonCall("bankid.host_api.handle", System.Text.Encoding.UTF8.GetBytes(Describe)));
        var described = JsonDocument.Parse(Assert.IsType<PythonReply.Returned>(reply).Payload).RootElement;
        Assert.Equal(("bankid", 1), (described.GetProperty("module").GetString(), described.GetProperty("seam").GetInt32()));
    }
}
