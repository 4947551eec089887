using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace AuthDemo.Simulator.Tests;

/// <summary>Speaks HTTP to the RP API without knowing anything of it.</summary>
internal sealed class RelyingPartyClient : IDisposable
{
    private readonly HttpClient _http;

    public RelyingPartyClient(SimulatorServer server, X509Certificate2? certificate, TimeSpan? timeout = null)
    {
        _http = RelyingPartyHttp.Create(server.RpUrl, server.TrustAnchor, certificate);
        if (timeout is { } limit)
            _http.Timeout = limit;
    }

    public async Task<RpAnswer> PostAsync(string path, string body, string? contentType = "application/json", string method = "POST",
        (string Name, string Value)? header = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        if (contentType is not null)
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (header is { } extra)
            request.Headers.Add(extra.Name, extra.Value);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return new RpAnswer((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(),
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
        {
            Headers = response.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value)),
        };
    }

    public async Task<Started> StartAsync(string path, string body)
    {
        var answer = await PostAsync(path, body);
        Assert.Equal(200, answer.Status);
        return new Started(answer.Text("orderRef"), answer.Json["autoStartToken"]?.GetValue<string>() ?? "",
            answer.Json["qrStartToken"]?.GetValue<string>() ?? "", answer.Json["qrStartSecret"]?.GetValue<string>() ?? "");
    }

    public Task<RpAnswer> CollectAsync(string orderRef) => PostAsync("collect", $$"""{"orderRef":"{{orderRef}}"}""");

    public Task<RpAnswer> CancelAsync(string orderRef) => PostAsync("cancel", $$"""{"orderRef":"{{orderRef}}"}""");

    public void Dispose() => _http.Dispose();
}

internal sealed record Started(string OrderRef, string AutoStartToken, string QrStartToken, string QrStartSecret);

internal sealed record RpAnswer(int Status, string? ContentType, string Body)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    public string Text(string name) => Json[name]!.GetValue<string>();

    /// <summary>"pending/userSign", or "400 invalidParameters": what the relying party would act on.</summary>
    public string Outcome => Status == 200
        ? Json["hintCode"] is { } hint ? $"{Text("status")}/{hint}" : Text("status")
        : $"{Status} {Text("errorCode")}";
}
