using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace AuthDemo.Simulator.Client.Tests;

/// <summary>A relying party in thirty lines, with a simulator of its own: stands where a team's web shop would.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private readonly SimulatorServer _server;
    private readonly HttpClient _http;
    private readonly string _folder;

    private Shop(SimulatorServer server, string folder)
    {
        (_server, _folder) = (server, folder);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(server.TrustAnchor);
        _http = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = policy,
                LocalCertificateSelectionCallback = (_, _, _, _, _) => server.RpCertificate,
            },
        })
        { BaseAddress = server.RpUrl };
        Simulator = new SimulatorClient(server.PhoneUrl);
    }

    public SimulatorClient Simulator { get; }

    public Uri PhoneUrl => _server.PhoneUrl;

    public static async Task<Shop> OpenAsync()
    {
        var folder = Directory.CreateTempSubdirectory("shop-test-").FullName;
        // Time stands still, so that no code grows old on a slow machine.
        var options = new SimulatorOptions { DataFolder = folder, TimeProvider = new FakeTimeProvider(DateTimeOffset.UtcNow) };
        return new Shop(await SimulatorServer.StartAsync(options, TestContext.Current.CancellationToken), folder);
    }

    public async Task<JsonObject> PostAsync(string path, string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var response = await _http.PostAsync(path, content, TestContext.Current.CancellationToken);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
    }

    public Task<JsonObject> StartAsync() => PostAsync("auth", """{"endUserIp":"198.51.100.7"}""");

    public async Task<string> ShowQrCodeAsync() => Qr(await StartAsync(), 0);

    public async Task<string> ShowLaunchLinkAsync() => Link(await StartAsync());

    public async Task<string> CollectAsync(JsonObject order)
    {
        var answer = await PostAsync("collect", $$"""{"orderRef":"{{order["orderRef"]}}"}""");
        return (answer["errorCode"] ?? answer["hintCode"] ?? answer["status"])!.GetValue<string>();
    }

    public static string Qr(JsonObject order, int seconds)
    {
        var time = seconds.ToString(CultureInfo.InvariantCulture);
        var code = HMACSHA256.HashData(Encoding.ASCII.GetBytes(order["qrStartSecret"]!.GetValue<string>()), Encoding.ASCII.GetBytes(time));
        return $"bankid.{order["qrStartToken"]}.{time}.{Convert.ToHexStringLower(code)}";
    }

    public static string Link(JsonObject order) => $"bankid:///?autostarttoken={order["autoStartToken"]}&redirect=null";

    public async ValueTask DisposeAsync()
    {
        Simulator.Dispose();
        _http.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
