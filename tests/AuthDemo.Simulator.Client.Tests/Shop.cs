using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace AuthDemo.Simulator.Client.Tests;

/// <summary>A minimal relying party with a simulator of its own, in the place of a team's web shop.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private readonly SimulatorServer _server;
    private readonly HttpClient _http;
    private readonly TemporaryFolder _folder;

    private Shop(SimulatorServer server, TemporaryFolder folder)
    {
        (_server, _folder) = (server, folder);
        _http = RelyingPartyHttp.Create(server.RpUrl, server.TrustAnchor, server.RpCertificate);
        Simulator = new SimulatorClient(server.PhoneUrl);
    }

    public SimulatorClient Simulator { get; }

    public Uri PhoneUrl => _server.PhoneUrl;

    public static async Task<Shop> OpenAsync()
    {
        var folder = new TemporaryFolder();
        // The clock stands still, so that no QR code expires on a slow machine.
        var options = new SimulatorOptions { DataFolder = folder.FullName, TimeProvider = new FakeTimeProvider(DateTimeOffset.UtcNow) };
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
        _folder.Dispose();
    }
}
