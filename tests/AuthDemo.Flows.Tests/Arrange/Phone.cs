using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AuthDemo.Simulator;

namespace AuthDemo.Flows.Tests.Arrange;

/// <summary>A person with the simulated phone in hand.</summary>
internal sealed class Phone(SimulatorServer server) : IDisposable
{
    public const string Elsa = "198507099821";
    private readonly HttpClient _http = new() { BaseAddress = server.PhoneUrl };

    /// <summary>Scans a QR code or follows a launch link; what the phone shows then.</summary>
    public Task<JsonNode> OpenAsync(string codeOrLink, string holder = "elsa", string? ipAddress = null)
    {
        var isCode = codeOrLink.StartsWith("bankid.", StringComparison.Ordinal);
        return PostAsync(isCode ? "scan" : "open", new JsonObject
        {
            [isCode ? "text" : "link"] = codeOrLink, ["holder"] = holder, ["ipAddress"] = ipAddress,
        });
    }

    /// <summary>Opens the app by hand, for an order that was sent to the person.</summary>
    public Task<JsonNode> PickUpAsync(string holder = "elsa") => PostAsync("start", new JsonObject { ["holder"] = holder });

    public Task<JsonNode> ConfirmCallAsync(JsonNode task) => PostAsync("answer-call", new JsonObject { ["task"] = Id(task), ["inCall"] = true });

    public Task<JsonNode> EnterCodeAsync(JsonNode task) => DoneAsync(PostAsync("enter-code", new JsonObject { ["task"] = Id(task), ["code"] = "123456" }));

    public Task EnterWrongCodeAsync(JsonNode task) => PostAsync("enter-code", new JsonObject { ["task"] = Id(task), ["code"] = "000000" });

    /// <summary>Changes a person; what is not given stays.</summary>
    public async Task PutPersonAsync(string id, JsonObject changes)
    {
        changes["id"] = id;
        using var response = await _http.PostAsJsonAsync("control/put-identity", changes);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public void Dispose() => _http.Dispose();

    private static async Task<JsonNode> DoneAsync(Task<JsonNode> act)
    {
        var task = await act;
        Assert.Equal("done", task["step"]?.GetValue<string>());
        return task;
    }

    private static string Id(JsonNode task) => task["task"]!.GetValue<string>();

    /// <summary>The task, or the refusal as it is.</summary>
    private async Task<JsonNode> PostAsync(string verb, JsonObject body)
    {
        foreach (var (name, _) in body.Where(member => member.Value is null).ToList())
            body.Remove(name);
        using var response = await _http.PostAsJsonAsync($"api/{verb}", body);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return response.IsSuccessStatusCode ? answer["task"]! : answer;
    }
}
