using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AuthDemo.Simulator.Client;

/// <summary>Sends JSON to the simulator.</summary>
internal sealed class SimulatorHttp(Uri phoneUrl) : IDisposable
{
    private static readonly JsonSerializerOptions s_json =
        new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly HttpClient _http = new() { BaseAddress = phoneUrl };

    public Task<T> ControlAsync<T>(string command, object body, CancellationToken cancellation) => PostAsync<T>($"control/{command}", body, cancellation);

    public Task<PhoneHolders> HoldersAsync(CancellationToken cancellation) => PostAsync<PhoneHolders>("api/holders", new { }, cancellation);

    public async Task<PhoneScreen> PhoneAsync(string command, object body, CancellationToken cancellation)
    {
        using var response = await _http.PostAsJsonAsync($"api/{command}", body, s_json, cancellation);
        if (response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
        {
            var refusal = (await response.Content.ReadFromJsonAsync<Refusal>(s_json, cancellation))!;
            throw new PhoneRefusedException(refusal.Error, refusal.Message, refusal.Task);
        }
        if (!response.IsSuccessStatusCode)
            throw await FailureAsync(response, cancellation);
        return (await response.Content.ReadFromJsonAsync<Shown>(s_json, cancellation))!.Task;
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> PostAsync<T>(string path, object body, CancellationToken cancellation)
    {
        using var response = await _http.PostAsJsonAsync(path, body, s_json, cancellation);
        if (!response.IsSuccessStatusCode)
            throw await FailureAsync(response, cancellation);
        return (await response.Content.ReadFromJsonAsync<T>(s_json, cancellation))!;
    }

    private static async Task<SimulatorException> FailureAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var text = await response.Content.ReadAsStringAsync(cancellation);
        try
        {
            return new SimulatorException(JsonSerializer.Deserialize<Refusal>(text, s_json)!.Message);
        }
        catch (JsonException)
        {
            return new SimulatorException($"The simulator answered {(int)response.StatusCode}; is this its phone address?");
        }
    }

    private sealed record Shown(PhoneScreen Task);

    private sealed record Refusal(string Error, string Message, PhoneScreen? Task);
}

/// <summary>An empty response.</summary>
internal sealed record EmptyResponse;

internal sealed record PhoneHolders(IReadOnlyList<Person> Holders);
