using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AuthDemo.Simulator.Tests;

/// <summary>Sends raw HTTP to the phone and control APIs: these tests check the wire, so they do not use the simulator's own client.</summary>
internal sealed class PhoneClient(SimulatorServer server) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = server.PhoneUrl };

    public HttpClient Http => _http;

    public Task<PhoneAnswer> PostAsync(string verb, object body) => SendAsync($"api/{verb}", body);

    /// <summary>Speaks to the control API, on the same listener.</summary>
    public Task<PhoneAnswer> ControlAsync(string verb, object? body = null) => SendAsync($"control/{verb}", body ?? new { });

    private async Task<PhoneAnswer> SendAsync(string path, object body)
    {
        using var response = await _http.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        var json = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
        return new PhoneAnswer((int)response.StatusCode, json);
    }

    public Task<PhoneAnswer> ScanAsync(string text, string? holder = null, string? ipAddress = null) =>
        PostAsync("scan", new { text, holder, ipAddress });

    public Task<PhoneAnswer> OpenAsync(string link, string? holder = null, string? ipAddress = null) =>
        PostAsync("open", new { link, holder, ipAddress });

    public Task<PhoneAnswer> EnterCodeAsync(PhoneAnswer on, string code = "123456") => PostAsync("enter-code", new { task = on.Task, code });

    public Task<PhoneAnswer> DoAsync(string verb, PhoneAnswer on) => PostAsync(verb, new { task = on.Task });

    public void Dispose() => _http.Dispose();
}

internal sealed record PhoneAnswer(int Status, JsonObject Json)
{
    public string Task => Json["task"]!["task"]!.GetValue<string>();

    public string Step => Json["task"]!["step"]!.GetValue<string>();

    public string? Error => Json["error"]?.GetValue<string>();

    public string? this[string member] => Json["task"]![member]?.ToString();
}
