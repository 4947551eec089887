using System.Net;
using System.Text.RegularExpressions;
using AuthDemo.Simulator.Client;
using SimulatorPhone = AuthDemo.Simulator.Client.Phone;

namespace AuthDemo.EndToEnd.Tests.Resilience;

/// <summary>
/// One of many users: a browser reduced to HTTP (cookies, forms, pages as the server renders them first) and a phone. Records the
/// states that the pages showed, in order.
/// </summary>
internal sealed partial class SimulatedUser : IDisposable
{
    private static readonly Dictionary<string, string> s_states = new()
    {
        ["One moment"] = "starting", ["Scan the QR code"] = "awaiting_scan", ["Open the BankID app"] = "awaiting_launch",
        ["Waiting for the BankID app"] = "waiting_for_app", ["Looking for your BankID"] = "searching",
        ["Enter your security code"] = "entering_code", ["Almost there"] = "processing", ["Getting a new code"] = "renewing",
        ["Thank you, you are identified"] = "completed", ["The sign-in was cancelled"] = "cancelled",
        ["The sign-in did not go through"] = "failed", ["Signing in is not possible right now"] = "unavailable",
    };

    private readonly CrashTestEnvironment _environment;
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;

    private SimulatedUser(CrashTestEnvironment environment, string name)
    {
        (_environment, Name) = (environment, name);
        Phone = environment.BankId.Phone(name);
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromMinutes(2) };
        _http.DefaultRequestHeaders.Add("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        _http.DefaultRequestHeaders.Add("Accept-Language", "en");
    }

    /// <summary>Creates a user with a new identity at BankID.</summary>
    public static async Task<SimulatedUser> CreateAsync(CrashTestEnvironment environment, int number)
    {
        var user = new SimulatedUser(environment, $"user-{number}");
        var personalNumber = WithCheckDigit($"19700101{number:000}");
        Artifacts.AddSecret(personalNumber);
        await environment.BankId.PutIdentityAsync(new(user.Name) { PersonalNumber = personalNumber, GivenName = user.Name, Surname = "Andersson" });
        return user;
    }

    /// <summary>The user's given name, and the identity's id in the simulator.</summary>
    public string Name { get; }

    public SimulatorPhone Phone { get; private set; }

    /// <summary>The session's id; null until the service has acknowledged the start.</summary>
    public string? Session { get; private set; }

    /// <summary>The states that the session's page showed, oldest first, without repetitions.</summary>
    public List<string> Seen { get; } = [];

    /// <summary>Presses a button of the start page; returns null, or the notice when no session was started.</summary>
    public async Task<string?> StartAsync(string device)
    {
        var page = await _http.GetStringAsync(new Uri(_environment.Url, "/sign-in"));
        using var form = new FormUrlEncodedContent(
        [
            new("__RequestVerificationToken", FormToken().Match(page).Groups[1].Value), new("device", device), new("touch", "0"), new("returnUrl", "/"),
        ]);
        using var reply = await _http.PostAsync(new Uri(_environment.Url, "/sign-in/start"), form);
        Assert.Equal(HttpStatusCode.SeeOther, reply.StatusCode);
        var address = reply.Headers.Location!.ToString();
        if (!address.StartsWith("/sign-in/", StringComparison.Ordinal))
            return NoticeOf(await _http.GetStringAsync(new Uri(_environment.Url, address)));
        (Session, var before) = (address["/sign-in/".Length..], Session);
        if (Session != before)
            Seen.Clear();
        return null;
    }

    /// <summary>The state that the session's page shows, by its name in the journal; null when the page does not exist.</summary>
    public async Task<string?> ReadStateAsync()
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

    /// <summary>Opens the app with the link on the page.</summary>
    public async Task OpenAppAsync() => await Phone.OpenAsync(await LaunchLinkAsync());

    /// <summary>Opens the app on a phone that holds several BankIDs: it asks which one to use.</summary>
    public async Task OpenSharedAppAsync()
    {
        Phone = _environment.BankId.SharedPhone();
        await Phone.OpenAsync(await LaunchLinkAsync());
    }

    /// <summary>Chooses this user's BankID in such an app and enters the code.</summary>
    public async Task ChooseIdentityAndEnterCodeAsync()
    {
        await Phone.ChooseIdentityAsync(Name);
        await Phone.EnterCodeAsync();
    }

    /// <summary>Enters a wrong code three times, which blocks the BankID.</summary>
    public async Task BlockIdentityAsync()
    {
        for (var attempt = 0; attempt < 2; attempt++)
            await Assert.ThrowsAsync<PhoneRefusedException>(() => Phone.EnterCodeAsync("000000"));
        await Phone.EnterCodeAsync("000000");
    }

    /// <summary>Opens the session's page in a real browser with this user's cookies.</summary>
    public async Task<Screen> OpenInBrowserAsync()
    {
        var screen = await _environment.OpenBrowserAsync(_cookies.GetCookies(_environment.Url));
        await screen.GoToAsync($"/sign-in/{Session}");
        return screen;
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> LaunchLinkAsync()
    {
        var link = WebUtility.HtmlDecode(Launch().Match((await PageAsync()).Page).Groups[1].Value);
        Artifacts.AddSecret(Token().Match(link).Groups[1].Value);
        return link;
    }

    private async Task<(HttpStatusCode Status, string Page)> PageAsync()
    {
        using var reply = await _http.GetAsync(new Uri(_environment.Url, $"/sign-in/{Session}"));
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
