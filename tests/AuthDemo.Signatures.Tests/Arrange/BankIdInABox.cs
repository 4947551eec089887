using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using AuthDemo.Simulator;

namespace AuthDemo.Signatures.Tests.Arrange;

/// <summary>A running simulator with a relying party and a phone, shared by the tests of the assembly: it hands out real proofs.</summary>
public sealed class BankIdInABox : IAsyncLifetime
{
    public const string PersonalNumber = "198507099821";
    private readonly string _folder = Directory.CreateTempSubdirectory("signatures-test-").FullName;
    private SimulatorServer _server = null!;
    private HttpClient _rp = null!;
    private HttpClient _phone = null!;

    public X509Certificate2 Root => _server.BankIdRoot;

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
        _phone = new HttpClient { BaseAddress = _server.PhoneUrl };
        _ = _server.BankIdRoot; // made on first use, and the authorities below it with it
    }

    /// <summary>The simulator's own certificate and key of that name, as it keeps them in its folder.</summary>
    public X509Certificate2 Authority(string name) =>
        X509Certificate2.CreateFromPemFile(Path.Combine(_folder, name + ".pem"), Path.Combine(_folder, name + "-key.pem"));

    /// <summary>Has Elsa identify or sign.</summary>
    /// <param name="path">Start endpoint.</param>
    /// <param name="body">Its body.</param>
    public async Task<Proof> CompleteAsync(string path, JsonObject body)
    {
        var order = await PostAsync(path, body);
        var isByPhone = path.StartsWith("phone/", StringComparison.Ordinal);
        var step = isByPhone
            ? await TapAsync("start", new JsonObject { ["holder"] = "elsa" })
            : await TapAsync("open", new JsonObject { ["link"] = $"bankid:///?autostarttoken={order["autoStartToken"]}", ["holder"] = "elsa" });
        var task = step["task"]!["task"]!.GetValue<string>();
        if (isByPhone)
            await TapAsync("answer-call", new JsonObject { ["task"] = task, ["inCall"] = true });
        await TapAsync("enter-code", new JsonObject { ["task"] = task, ["code"] = "123456" });
        var collected = await PostAsync("collect", new JsonObject { ["orderRef"] = order["orderRef"]!.GetValue<string>() });
        var data = collected["completionData"]!;
        return new Proof(data["signature"]!.GetValue<string>(), data["ocspResponse"]!.GetValue<string>());
    }

    /// <summary>Has Elsa sign a text.</summary>
    public Task<Proof> SignAsync(string text, string? hidden = null)
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
        _phone.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<JsonNode> PostAsync(string path, JsonObject body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString()));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await _rp.PostAsync(path, content, TestContext.Current.CancellationToken);
        return await ReadAsync(response);
    }

    private async Task<JsonNode> TapAsync(string verb, JsonObject body)
    {
        using var response = await _phone.PostAsJsonAsync($"api/{verb}", body, TestContext.Current.CancellationToken);
        return await ReadAsync(response);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}

/// <summary>What completion data carries as proof, both base64.</summary>
public sealed record Proof(string Signature, string Ocsp)
{
    public string Xml => Encoding.UTF8.GetString(Convert.FromBase64String(Signature));

    public Proof WithXml(string xml) => this with { Signature = BankIdInABox.Base64(xml) };

    /// <summary>The same proof after a change of its XML, which must contain what is changed.</summary>
    public Proof Replace(string from, string to)
    {
        Assert.Contains(from, Xml, StringComparison.Ordinal);
        return WithXml(Xml.Replace(from, to, StringComparison.Ordinal));
    }

    public CompletedOrder Of(string? text, string? hidden = null, SignedFunction? function = SignedFunction.Signing) =>
        new(Signature, Ocsp, BankIdInABox.PersonalNumber) { VisibleText = text, NonVisibleText = hidden, Function = function };
}
