using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using AuthDemo.Simulator;
using AuthDemo.Simulator.Client;

namespace AuthDemo.Signatures.Tests.Arrange;

/// <summary>A running simulator with a relying party and a phone, shared by the tests of the assembly. It issues genuine proofs.</summary>
public sealed class SimulatedBankId : IAsyncLifetime
{
    public const string PersonalNumber = "198507099821";
    private readonly TemporaryFolder _folder = new();
    private SimulatorServer _server = null!;
    private HttpClient _rp = null!;
    private SimulatorClient _simulator = null!;

    public X509Certificate2 Root => _server.BankIdRoot;

    public SignatureVerifier Verifier => new([Root]);

    public async ValueTask InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync(new SimulatorOptions { DataFolder = _folder.FullName });
        _rp = RelyingPartyHttp.Create(_server.RpUrl, _server.TrustAnchor, _server.RpCertificate);
        _simulator = new SimulatorClient(_server.PhoneUrl);
        _ = _server.BankIdRoot; // the first use creates it and the authorities below it
    }

    /// <summary>The simulator's own certificate and key of that name, as it keeps them in its folder.</summary>
    public X509Certificate2 Authority(string name) =>
        X509Certificate2.CreateFromPemFile(_folder[name + ".pem"], _folder[name + "-key.pem"]);

    /// <summary>Has Elsa identify or sign.</summary>
    /// <param name="path">Start endpoint.</param>
    /// <param name="body">Its body.</param>
    public async Task<Proof> CompleteAsync(string path, JsonObject body)
    {
        var order = await PostAsync(path, body);
        var phone = _simulator.Phone("elsa");
        if (path.StartsWith("phone/", StringComparison.Ordinal))
        {
            await phone.StartAppAsync();
            await phone.AnswerCallAsync(inCall: true);
        }
        else
        {
            await phone.OpenAsync($"bankid:///?autostarttoken={order["autoStartToken"]}");
        }
        await phone.EnterCodeAsync();
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
        _simulator.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
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

/// <summary>The proof in an order's completion data, both parts in base64.</summary>
public sealed record Proof(string Signature, string Ocsp)
{
    public string Xml => Encoding.UTF8.GetString(Convert.FromBase64String(Signature));

    public Proof WithXml(string xml) => this with { Signature = SimulatedBankId.Base64(xml) };

    /// <summary>The same proof after a change of its XML, which must contain what is changed.</summary>
    public Proof Replace(string from, string to)
    {
        Assert.Contains(from, Xml, StringComparison.Ordinal);
        return WithXml(Xml.Replace(from, to, StringComparison.Ordinal));
    }

    public CompletedOrder Of(string? text, string? hidden = null, SignedFunction? function = SignedFunction.Signing) =>
        new(Signature, Ocsp, SimulatedBankId.PersonalNumber) { VisibleText = text, NonVisibleText = hidden, Function = function };
}
