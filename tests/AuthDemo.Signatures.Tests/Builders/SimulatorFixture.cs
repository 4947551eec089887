using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using AuthDemo.Simulator;
using AuthDemo.Simulator.Client;

namespace AuthDemo.Signatures.Tests.Builders;

/// <summary>
/// A simulator and its relying party, shared by all tests of the assembly: completes orders and hands out their signatures.
/// </summary>
public sealed class SimulatorFixture : IAsyncLifetime
{
    public const string PersonalNumber = "198507099821";
    private readonly string _folder = Directory.CreateTempSubdirectory("signatures-test-").FullName;
    // BankID cancels a user's order when the same user starts another.
    private readonly SemaphoreSlim _oneOrderAtATime = new(1);
    private SimulatorServer _server = null!;
    private HttpClient _rp = null!;
    private SimulatorClient _client = null!;

    public X509Certificate2 Root => _server.BankIdRoot;

    public X509Certificate2 RpCertificate => _server.RpCertificate;

    public SignatureVerifier Verifier => new([Root]);

    public async ValueTask InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync(new SimulatorOptions { DataFolder = _folder });
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(_server.TrustAnchor);
        _rp = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust, ClientCertificates = [_server.RpCertificate] },
        }) { BaseAddress = _server.RpUrl };
        _client = new SimulatorClient(_server.PhoneUrl);
        _ = _server.BankIdRoot; // created on first use, with the authorities under it
    }

    /// <summary>A certificate of the simulator with its key, read from the simulator's folder.</summary>
    public X509Certificate2 Authority(string name) =>
        X509Certificate2.CreateFromPemFile(Path.Combine(_folder, name + ".pem"), Path.Combine(_folder, name + "-key.pem"));

    /// <summary>Starts an order, completes it on the phone and collects the result.</summary>
    /// <param name="path">Start endpoint.</param>
    /// <param name="body">Its body.</param>
    public async Task<CompletionEvidence> CompleteAsync(string path, JsonObject body)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await _oneOrderAtATime.WaitAsync(cancellation);
        try
        {
            return await CompleteAsync(path, body, cancellation);
        }
        finally
        {
            _oneOrderAtATime.Release();
        }
    }

    /// <summary>Completes a signature order.</summary>
    public Task<CompletionEvidence> SignAsync(string text, string? hidden = null)
    {
        var body = new JsonObject { ["endUserIp"] = "198.51.100.7", ["userVisibleData"] = Base64(text) };
        if (hidden is not null)
            body["userNonVisibleData"] = Base64(hidden);
        return CompleteAsync("sign", body);
    }

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    public async ValueTask DisposeAsync()
    {
        _rp.Dispose();
        _client.Dispose();
        _oneOrderAtATime.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<CompletionEvidence> CompleteAsync(string path, JsonObject body, CancellationToken cancellation)
    {
        var order = await PostAsync(path, body);
        var phone = _client.Phone();
        if (path.StartsWith("phone/", StringComparison.Ordinal))
        {
            await phone.StartAppAsync(cancellation);
            await phone.AnswerCallAsync(inCall: true, cancellation);
        }
        else
        {
            await phone.OpenAsync($"bankid:///?autostarttoken={order["autoStartToken"]}", cancellation);
        }

        await phone.EnterCodeAsync(cancellation: cancellation);
        var collected = await PostAsync("collect", new JsonObject { ["orderRef"] = order["orderRef"]!.GetValue<string>() });
        var data = collected["completionData"]!;
        return new CompletionEvidence(data["signature"]!.GetValue<string>(), data["ocspResponse"]!.GetValue<string>());
    }

    private async Task<JsonNode> PostAsync(string path, JsonObject body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString()));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await _rp.PostAsync(path, content, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
