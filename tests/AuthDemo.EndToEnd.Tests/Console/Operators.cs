using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests.Console;

/// <summary>Who the operators are, and how they get in and find what they look for.</summary>
internal static class Operators
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

    public static ILocator Row(Screen console) => console.Page.Locator("tbody tr[data-id]").First;

    public static ILocator Button(Screen console, string name) => console.Page.GetByRole(AriaRole.Button, new() { Name = name });
}
