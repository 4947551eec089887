using System.Net.Http.Json;
using System.Text.Json;

namespace AuthDemo.EndToEnd.Tests;

/// <summary>The simulated phone in one person's hand, over its HTTP API. Each verb fails the story when the phone refuses.</summary>
internal sealed class Phone(HttpClient api, string holder) : IDisposable
{
    public const string Elsa = "elsa";
    public const string Omar = "omar";
    private const string Code = "123456";
    private string? _task;

    /// <summary>A phone of this holder that talks to the simulator at this address.</summary>
    public static async Task<Phone> OfAsync(string holder, Uri phoneUrl)
    {
        var api = new HttpClient { BaseAddress = phoneUrl };
        var holders = await (await api.PostAsJsonAsync("api/holders", new { })).Content.ReadFromJsonAsync<JsonElement>();
        foreach (var person in holders.GetProperty("holders").EnumerateArray())
        {
            if (person.GetProperty("id").GetString() != holder) continue;
            Artifacts.Secret(person.GetProperty("personalNumber").GetString()!);
            Artifacts.Secret(person.GetProperty("name").GetString()!);
            return new Phone(api, holder)
            {
                Name = person.GetProperty("name").GetString()!,
                PersonalNumber = person.GetProperty("personalNumber").GetString()!,
            };
        }
        throw new ArgumentException($"The simulator has no phone holder '{holder}'.", nameof(holder));
    }

    public required string Name { get; init; }

    public required string PersonalNumber { get; init; }

    /// <summary>The page the app would return to, once the code was right.</summary>
    public string? Redirect { get; private set; }

    /// <summary>What the phone shows: <c>enterCode</c>, <c>done</c> …</summary>
    public string Step { get; private set; } = "";

    public Task ScanAsync(string text)
    {
        NoteTokens(text);
        return DoAsync("scan", new { text, holder });
    }

    public Task OpenAsync(string link)
    {
        NoteTokens(link);
        return DoAsync("open", new { link, holder });
    }

    public Task EnterCodeAsync(string code = Code) => DoAsync("enter-code", new { task = _task, code });

    /// <summary>Opens the app by hand: it finds the request that a caller waits for.</summary>
    public Task StartAsync() => DoAsync("start", new { holder });

    /// <summary>Answers whether the person talks to the relying party.</summary>
    public Task AnswerCallAsync(bool inCall) => DoAsync("answer-call", new { task = _task, inCall });

    public Task CancelAsync() => DoAsync("cancel", new { task = _task });

    /// <summary>Scans a code that the phone must refuse, and says why it did.</summary>
    public async Task<string> RefusesToScanAsync(string text)
    {
        using var reply = await api.PostAsJsonAsync("api/scan", new { text, holder });
        Assert.False(reply.IsSuccessStatusCode);
        return (await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString()!;
    }

    public void Dispose() => api.Dispose();

    private async Task DoAsync(string verb, object arguments)
    {
        using var reply = await api.PostAsJsonAsync($"api/{verb}", arguments);
        var body = await reply.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(reply.IsSuccessStatusCode, $"The phone refused to {verb}: {body}");
        var task = body.GetProperty("task");
        _task = task.GetProperty("task").GetString();
        Step = task.GetProperty("step").GetString()!;
        Redirect = task.TryGetProperty("redirect", out var redirect) ? redirect.GetString() : null;
    }

    private static void NoteTokens(string text)
    {
        foreach (var part in text.Split('.', '=', '&', '?'))
            if (Guid.TryParse(part, out _)) Artifacts.Secret(part);
    }
}
