using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static AuthDemo.EndToEnd.Tests.Console.Operators;
using static Microsoft.Playwright.Assertions;

namespace AuthDemo.EndToEnd.Tests.Console;

/// <summary>Support staff see what happens to logins, say why, and act; nobody else sees that they could.</summary>
public sealed partial class ConsoleStories(Browser browser)
{
    private static readonly (string Name, string Path, string Heading)[] s_pages =
    [
        ("overview", "/console", "Overview"), ("sessions", "/console/sessions", "Sessions"), ("phone", "/phone/auth", "Identify a caller"), ("phone-sign", "/phone/sign", "Have a caller sign"),
        ("python", "/console/python", "Python runtime"), ("audit", "/console/audit", "Audit"), ("settings", "/console/settings", "Settings"),
    ];

    [Fact]
    public async Task Operator_finds_a_failed_login_and_reads_why()
    {
        await using var stage = await Stage.SetAsync(browser);
        var user = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync(Phone.Omar);
        await user.ChooseOtherDeviceAsync();
        await phone.ScanAsync(await user.ReadQrCodeAsync());
        await user.SeesAsync("Enter your security code");
        var console = await SignInAsync(stage, Admin); // before BankID's clock is so far ahead that a proof is none

        await stage.BankId.Clock.AdvanceAsync(240);
        await user.SeesAsync("The sign-in did not go through");
        await console.FollowAsync("Sessions");
        await console.FollowAsync("Failed, last 24 hours");
        await Expect(console.Page.Locator("tbody tr[data-id]")).ToHaveCountAsync(1); // without the operator's own
        await Row(console).ClickAsync();

        await console.SeesAsync("Failed: nobody finished it in time");
        await console.ReadsAsync("Nobody finished it in the app in time. Start again with the phone at hand.");
        await console.ReadsAsync("expiredTransaction");
        await console.IsAccessibleAsync();
        await console.PictureAsync("console-session");
    }

    [Fact]
    public async Task Operator_cancels_a_running_login_and_the_page_of_the_user_says_so()
    {
        await using var stage = await Stage.SetAsync(browser);
        var user = await stage.OpenBrowserAsync();
        await user.ChooseOtherDeviceAsync();

        var console = await SignInAsync(stage, Admin);
        await console.GoToAsync("/console/sessions?phase=running");
        await Row(console).ClickAsync();
        await console.PressAsync("Cancel session");
        await console.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox).FillAsync("The caller does not know who started it");
        await console.IsAccessibleAsync();
        await console.PressAsync("Cancel the session");

        await user.SeesAsync("The sign-in was cancelled");
        await user.ReadsAsync("Our support team cancelled this. Contact us if you wonder why.");
        await console.SeesAsync("Cancelled: by an operator");
        await console.GoToAsync("/console/audit");
        await console.ReadsAsync("The caller does not know who started it");
        await console.PressAsync("Verify now");
        await console.ReadsAsync("follow from one another");
    }

    [Fact]
    public async Task Operator_identifies_a_caller_by_phone_and_shows_the_number_for_a_reason()
    {
        await using var stage = await Stage.SetAsync(browser);
        var caller = await stage.PhoneOfAsync(Phone.Elsa);
        var console = await SignInAsync(stage, Admin);

        await console.GoToAsync("/phone/auth");
        await console.Page.GetByLabel("Personal number").FillAsync(caller.PersonalNumber);
        await console.Page.GetByLabel("Reason").FillAsync("Lost card");
        await console.PressAsync("Start the identification");
        await console.SeesAsync("Waits for the app");
        await caller.StartAsync();
        await console.SeesAsync("Confirms the call");
        await caller.AnswerCallAsync(inCall: true);
        await caller.EnterCodeAsync();

        await console.SeesAsync("Completed");
        await console.ReadsAsync($"{caller.PersonalNumber[..8]}-••••");
        Assert.DoesNotContain(caller.PersonalNumber[8..], await console.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await console.PressAsync("Show personal number");
        await console.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox).FillAsync("To order a new card");
        await console.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await console.ReadsAsync($"{caller.PersonalNumber[..8]}-{caller.PersonalNumber[8..]}");
        await console.ReadsAsync("Personal number shown");
    }

    [Fact]
    public async Task Viewer_sees_everything_and_can_act_on_nothing()
    {
        await using var stage = await Stage.SetAsync(browser, ViewerOnly);
        var user = await stage.OpenBrowserAsync();
        await user.ChooseOtherDeviceAsync();

        var console = await SignInAsync(stage, Viewer);
        await console.GoToAsync("/console/sessions?phase=running");
        await Expect(Button(console, "Export CSV")).ToBeDisabledAsync();
        await Row(console).ClickAsync();
        await Expect(Button(console, "Cancel session")).ToBeDisabledAsync();
        await console.GoToAsync("/phone/auth");
        await console.SeesAsync("Not for your role");
        await console.GoToAsync("/console/python");
        await Expect(Button(console, "Run comparison")).ToBeDisabledAsync();
    }

    [Fact]
    public async Task Stranger_gets_404_signed_in_or_not()
    {
        await using var stage = await Stage.SetAsync(browser);
        var stranger = await stage.OpenBrowserAsync();
        Assert.Equal((int)HttpStatusCode.NotFound, (await stranger.Page.GotoAsync("/console"))!.Status);

        var phone = await stage.PhoneOfAsync(Phone.Elsa);
        await IdentifyAsync(stranger, phone, "/");
        await stranger.ReadsAsync(phone.Name);
        foreach (var (_, path, _) in s_pages)
            Assert.Equal((int)HttpStatusCode.NotFound, (await stranger.Page.GotoAsync(path))!.Status);
    }

    [Fact]
    public async Task Operator_walks_the_grid_by_keyboard_and_exports_what_is_filtered()
    {
        await using var stage = await Stage.SetAsync(browser);
        var user = await stage.OpenBrowserAsync();
        await user.ChooseOtherDeviceAsync();
        var console = await SignInAsync(stage, Admin);
        await console.GoToAsync("/console/sessions");
        await Expect(console.Page.Locator("tbody tr[data-id]")).ToHaveCountAsync(2);

        var file = await console.Page.RunAndWaitForDownloadAsync(() => console.PressAsync("Export CSV"));
        Assert.Equal(3, (await File.ReadAllLinesAsync(await file.PathAsync(), TestContext.Current.CancellationToken)).Length);

        await Row(console).FocusAsync();
        await console.Page.Keyboard.PressAsync("ArrowDown");
        var second = console.Page.Locator("tbody tr[data-id]").Nth(1);
        await Expect(second).ToBeFocusedAsync();
        await console.Page.Keyboard.PressAsync("Enter");
        await Expect(console.Page).ToHaveURLAsync(SessionAddress());
    }

    [Theory]
    [InlineData(1280, "light")]
    [InlineData(1280, "dark")]
    [InlineData(390, "light")]
    [InlineData(390, "dark")]
    public async Task Every_page_is_accessible_and_fits(int width, string theme)
    {
        await using var stage = await Stage.SetAsync(browser, story: $"console-{width}-{theme}");
        var user = await stage.OpenBrowserAsync();
        await user.ChooseOtherDeviceAsync();
        var console = await SignInAsync(stage, Admin, new()
        {
            ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
        });
        var problems = new List<string>();
        console.Page.Console += (_, message) =>
        {
            if (message.Type == "error")
                lock (problems) problems.Add(message.Text);
        };

        foreach (var (name, path, heading) in s_pages)
        {
            await console.GoToAsync(path);
            await console.SeesAsync(heading);
            await Expect(console.Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
            await console.IsAccessibleAsync();
            await console.FitsAsync();
            await console.PictureAsync($"console-{name}-{width}-{theme}");
        }

        Assert.Empty(problems);
    }

    [GeneratedRegex("/console/sessions/[A-Za-z0-9_-]{22}$")]
    private static partial Regex SessionAddress();
}
