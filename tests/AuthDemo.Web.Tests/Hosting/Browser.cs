using System.Net;
using System.Text.RegularExpressions;

namespace AuthDemo.Web.Tests.Hosting;

/// <summary>A browser between pages: keeps cookies, submits forms, and does not follow redirects by itself.</summary>
internal sealed partial class Browser(HttpMessageHandler handler, string scheme) : IDisposable
{
    private readonly HttpClient _http = new(handler) { BaseAddress = new($"{scheme}://localhost/") };
    private readonly CookieContainer _cookies = new();

    /// <summary>Sent with every request.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    public void Dispose() => _http.Dispose();

    public string? Cookie(string name) => _cookies.GetCookies(_http.BaseAddress!)[name]?.Value;

    public void SetCookie(string name, string value) => _cookies.Add(_http.BaseAddress!, new Cookie(name, value, "/"));

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(new(HttpMethod.Get, path));

    public Task<HttpResponseMessage> RequestAsync(string method, string path) => SendAsync(new(new HttpMethod(method), path));

    public async Task<string> GetPageAsync(string path) =>
        await (await GetAsync(path)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    /// <summary>Posts a form with the antiforgery token of the page at <paramref name="from"/>.</summary>
    public async Task<HttpResponseMessage> PostAsync(string from, string action, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await GetPageAsync(from)).Groups[1].Value;
        return await PostRawAsync(action, [.. fields, ("__RequestVerificationToken", token)]);
    }

    public Task<HttpResponseMessage> PostRawAsync(string action, params (string Name, string Value)[] fields) =>
        SendAsync(new(HttpMethod.Post, action)
        {
            Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
        });

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        if (_cookies.GetCookieHeader(_http.BaseAddress!) is { Length: > 0 } cookies)
            request.Headers.Add("Cookie", cookies);
        foreach (var (name, value) in Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
        {
            foreach (var cookie in set)
                _cookies.SetCookies(_http.BaseAddress!, cookie);
        }

        return response;
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex Token();
}
