using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests.Console;

/// <summary>The operators of the console, and what its stories share: signing in, starting sessions, finding rows.</summary>
internal static partial class Operators
{
    /// <summary>The default operator in development; replaced by any configured operator.</summary>
    public const string Admin = "asa";

    public const string Viewer = "mira";

    /// <summary>Settings that make Mira, by her personal number in the simulator, the only operator.</summary>
    public static readonly IReadOnlyDictionary<string, string> ViewerOnly = new Dictionary<string, string>
    {
        ["Console:Operators:0:Name"] = "vera", ["Console:Operators:0:Role"] = "Viewer", ["Console:Operators:0:PersonalNumber"] = "199905729886",
    };

    public static async Task<Screen> SignInAsync(TestEnvironment environment, string holder, BrowserNewContextOptions? options = null)
    {
        var screen = await environment.OpenBrowserAsync(options);
        await IdentifyAsync(screen, await environment.PhoneAsync(holder), "/console");
        await screen.ShowsHeadingAsync("Overview");
        return screen;
    }

    public static async Task IdentifyAsync(Screen screen, Phone phone, string returnUrl)
    {
        await screen.GoToAsync($"/sign-in?returnUrl={returnUrl}");
        await screen.PressAsync("BankID on this computer");
        await phone.OpenAsync(await screen.LaunchLinkAsync());
        await screen.ShowsHeadingAsync("Enter your security code");
        await phone.EnterCodeAsync();
    }

    /// <summary>
    /// Fills in the reason and waits until the circuit has received it, as its counter shows. A click before that, faster than any
    /// person's, hits a form that still re-renders.
    /// </summary>
    public static async Task GiveReasonAsync(Screen console, string reason)
    {
        await console.Page.GetByLabel("Reason").FillAsync(reason);
        await console.ShowsTextAsync($"{reason.Length} / 300");
    }

    /// <summary>Starts this many sign-ins over HTTP, each with cookies of its own.</summary>
    public static async Task StartSessionsAsync(TestEnvironment environment, int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var http = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = environment.Service.Url };
            var page = await http.GetStringAsync("/sign-in");
            using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", FormToken().Match(page).Groups[1].Value), new("returnUrl", "/"), new("touch", "0"), new("device", "other")]);
            using var reply = await http.PostAsync("/sign-in/start", form);
            Assert.Equal(HttpStatusCode.SeeOther, reply.StatusCode);
        }
    }

    public static ILocator Rows(Screen console) => console.Page.Locator("tbody tr[data-id]");

    /// <summary>The row at this index; the header is 1.</summary>
    public static ILocator RowAt(Screen console, int place) => console.Page.Locator($"tbody tr[aria-rowindex='{place}']");

    /// <summary>The position of each visible row on the screen.</summary>
    public static async Task<IReadOnlyList<string>> PlacesAsync(Screen console) => await Rows(console).EvaluateAllAsync<string[]>(
        "rows => rows.map(row => { const box = row.getBoundingClientRect(); return `${row.dataset.id} ${box.x} ${box.y} ${box.height}`; })");

    public static ILocator Row(Screen console) => console.Page.Locator("tbody tr[data-id]").First;

    public static ILocator Button(Screen console, string name) => console.Page.GetByRole(AriaRole.Button, new() { Name = name });

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
