using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests.Console;

/// <summary>Who the operators are, and how they get in and find what they look for.</summary>
internal static partial class Operators
{
    /// <summary>There without being configured, unless somebody else is.</summary>
    public const string Admin = "asa";

    public const string Viewer = "mira";

    /// <summary>Her number in the simulator.</summary>
    public static readonly IReadOnlyDictionary<string, string> ViewerOnly = new Dictionary<string, string>
    {
        ["Console:Operators:0:Name"] = "vera", ["Console:Operators:0:Role"] = "Viewer", ["Console:Operators:0:PersonalNumber"] = "199905729886",
    };

    public static async Task<Screen> SignInAsync(Stage stage, string holder, BrowserNewContextOptions? options = null)
    {
        var screen = await stage.OpenBrowserAsync(options);
        await IdentifyAsync(screen, await stage.PhoneOfAsync(holder), "/console");
        await screen.SeesAsync("Overview");
        return screen;
    }

    public static async Task IdentifyAsync(Screen screen, Phone phone, string returnUrl)
    {
        await screen.GoToAsync($"/sign-in?returnUrl={returnUrl}");
        await screen.PressAsync("BankID on this computer");
        await phone.OpenAsync(await screen.LaunchLinkAsync());
        await screen.SeesAsync("Enter your security code");
        await phone.EnterCodeAsync();
    }

    /// <summary>
    /// Gives the reason on a page's form, and waits until the console has counted its letters. Whoever presses a button sooner than the
    /// circuit has heard of what they wrote, as no hand can, presses it on a form that still moves.
    /// </summary>
    public static async Task GiveReasonAsync(Screen console, string reason)
    {
        await console.Page.GetByLabel("Reason").FillAsync(reason);
        await console.ReadsAsync($"{reason.Length} / 300");
    }

    /// <summary>Has so many people begin to sign in, each in a browser of their own, as far as HTTP goes.</summary>
    public static async Task StartSessionsAsync(Stage stage, int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var http = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = stage.Service.Url };
            var page = await http.GetStringAsync("/sign-in");
            using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", FormToken().Match(page).Groups[1].Value), new("returnUrl", "/"), new("touch", "0"), new("device", "other")]);
            using var reply = await http.PostAsync("/sign-in/start", form);
            Assert.Equal(HttpStatusCode.SeeOther, reply.StatusCode);
        }
    }

    public static ILocator Rows(Screen console) => console.Page.Locator("tbody tr[data-id]");

    /// <summary>The row of that place in the table, of which the header is 1.</summary>
    public static ILocator RowAt(Screen console, int place) => console.Page.Locator($"tbody tr[aria-rowindex='{place}']");

    /// <summary>Which rows stand where on the screen.</summary>
    public static async Task<IReadOnlyList<string>> PlacesAsync(Screen console) => await Rows(console).EvaluateAllAsync<string[]>(
        "rows => rows.map(row => { const box = row.getBoundingClientRect(); return `${row.dataset.id} ${box.x} ${box.y} ${box.height}`; })");

    public static ILocator Row(Screen console) => console.Page.Locator("tbody tr[data-id]").First;

    public static ILocator Button(Screen console, string name) => console.Page.GetByRole(AriaRole.Button, new() { Name = name });

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
