using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using AuthDemo.Simulator.Client;
using PhoneInHand = AuthDemo.Simulator.Client.Phone;

namespace AuthDemo.EndToEnd.Tests.Resilience;

/// <summary>
/// One person of many: a browser as far as HTTP goes (cookies, forms, pages as the server first renders them), and a phone. Keeps
/// what the pages said, in order.
/// </summary>
internal sealed partial class Visitor : IDisposable
{
    private static readonly Dictionary<string, string> s_states = new()
    {
        ["One moment"] = "starting", ["Scan the QR code"] = "awaiting_scan", ["Open the BankID app"] = "awaiting_launch",
        ["Waiting for the BankID app"] = "waiting_for_app", ["Looking for your BankID"] = "searching",
        ["Enter your security code"] = "entering_code", ["Almost there"] = "processing", ["Getting a new code"] = "renewing",
        ["Thank you, you are identified"] = "completed", ["The sign-in was cancelled"] = "cancelled",
        ["The sign-in did not go through"] = "failed", ["Signing in is not possible right now"] = "unavailable",
    };

    private readonly Site _site;
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;

    private Visitor(Site site, string name)
    {
        (_site, Name) = (site, name);
        Phone = site.BankId.Phone(name);
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromMinutes(2) };
        _http.DefaultRequestHeaders.Add("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        _http.DefaultRequestHeaders.Add("Accept-Language", "en");
    }

    /// <summary>A person whom BankID has not known before.</summary>
    public static async Task<Visitor> NewAsync(Site site, int number)
    {
        var visitor = new Visitor(site, $"visitor-{number}");
        var personalNumber = WithCheckDigit($"19700101{number:000}");
        Artifacts.Secret(personalNumber);
        await site.BankId.PutIdentityAsync(new(visitor.Name) { PersonalNumber = personalNumber, GivenName = visitor.Name, Surname = "Andersson" });
        return visitor;
    }

    /// <summary>The given name, and the id at the simulator.</summary>
    public string Name { get; }

    public PhoneInHand Phone { get; }

    /// <summary>The session's id, once the service acknowledged it.</summary>
    public string? Session { get; private set; }

    /// <summary>Each state the session's page showed, oldest first, without repetitions.</summary>
    public List<string> Seen { get; } = [];

    /// <summary>Presses a button of the start page; null, or the notice in whose place no session began.</summary>
    public async Task<string?> StartAsync(string device)
    {
        var page = await _http.GetStringAsync(new Uri(_site.Url, "/sign-in"));
        using var form = new FormUrlEncodedContent(
        [
            new("__RequestVerificationToken", FormToken().Match(page).Groups[1].Value), new("device", device), new("touch", "0"), new("returnUrl", "/"),
        ]);
        using var reply = await _http.PostAsync(new Uri(_site.Url, "/sign-in/start"), form);
        Assert.Equal(HttpStatusCode.SeeOther, reply.StatusCode);
        var address = reply.Headers.Location!.ToString();
        if (!address.StartsWith("/sign-in/", StringComparison.Ordinal))
            return NoticeOf(await _http.GetStringAsync(new Uri(_site.Url, address)));
        (Session, var before) = (address["/sign-in/".Length..], Session);
        if (Session != before)
            Seen.Clear();
        return null;
    }

    /// <summary>The state the session's page shows, in the journal's words; null when there is no such page.</summary>
    public async Task<string?> LookAsync()
    {
        var (status, page) = await PageAsync();
        if (status == HttpStatusCode.NotFound)
            return null;
        Assert.Equal(HttpStatusCode.OK, status);
        var state = s_states[WebUtility.HtmlDecode(Heading().Match(page).Groups[1].Value)];
        lock (Seen)
            if (Seen.Count == 0 || Seen[^1] != state)
                Seen.Add(state);
        return state;
    }

    /// <summary>Opens the app by the link on the page.</summary>
    public async Task OpenAppAsync() => await Phone.OpenAsync(await LaunchLinkAsync());

    /// <summary>Opens the app, which finds several BankIDs on the phone and asks which one to use. Returns its handle of the order.</summary>
    public async Task<string> OpenAppUndecidedAsync() =>
        (await OnPhoneAsync("open", new { link = await LaunchLinkAsync() })).GetProperty("task").GetString()!;

    /// <summary>Chooses this person's BankID in such an app, and enters the code.</summary>
    public async Task ChooseAndEnterCodeAsync(string task)
    {
        await OnPhoneAsync("choose", new { task, holder = Name });
        await OnPhoneAsync("enter-code", new { task, code = "123456" });
    }

    /// <summary>Enters a wrong code once too often.</summary>
    public async Task BlockPhoneAsync()
    {
        for (var attempt = 0; attempt < 3; attempt++)
            await Assert.ThrowsAsync<PhoneRefusedException>(() => Phone.EnterCodeAsync("000000"));
    }

    /// <summary>Goes on in a real browser, where this one is now.</summary>
    public async Task<Screen> ShowAsync()
    {
        var screen = await _site.OpenBrowserAsync(_cookies.GetCookies(_site.Url));
        await screen.GoToAsync($"/sign-in/{Session}");
        return screen;
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> LaunchLinkAsync()
    {
        var link = WebUtility.HtmlDecode(Launch().Match((await PageAsync()).Page).Groups[1].Value);
        Artifacts.Secret(Token().Match(link).Groups[1].Value);
        return link;
    }

    private async Task<JsonElement> OnPhoneAsync(string verb, object arguments)
    {
        using var reply = await _http.PostAsJsonAsync(new Uri(_site.PhoneUrl, $"api/{verb}"), arguments);
        var body = await reply.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(reply.IsSuccessStatusCode, $"The phone refused to {verb}: {body}");
        return body.GetProperty("task");
    }

    private async Task<(HttpStatusCode Status, string Page)> PageAsync()
    {
        using var reply = await _http.GetAsync(new Uri(_site.Url, $"/sign-in/{Session}"));
        return (reply.StatusCode, await reply.Content.ReadAsStringAsync());
    }

    private static string WithCheckDigit(string digits)
    {
        var sum = 0;
        for (var i = 2; i < digits.Length; i++)
        {
            var product = (digits[i] - '0') * (i % 2 == 0 ? 2 : 1);
            sum += (product / 10) + (product % 10);
        }
        return $"{digits}{(10 - (sum % 10)) % 10}";
    }

    private static string NoticeOf(string page) => WebUtility.HtmlDecode(Notice().Match(page).Groups[1].Value);

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("<h1 id=\"status-heading\"[^>]*>([^<]*)</h1>")]
    private static partial Regex Heading();

    [GeneratedRegex("<p class=\"notice\" role=\"alert\"[^>]*>([^<]*)</p>")]
    private static partial Regex Notice();

    [GeneratedRegex("href=\"((?:bankid:|https://app\\.bankid\\.com)[^\"]*)\"")]
    private static partial Regex Launch();

    [GeneratedRegex("autostarttoken=([0-9a-fA-F-]+)")]
    private static partial Regex Token();
}
