using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static AuthDemo.EndToEnd.Tests.Console.Operators;
using static Microsoft.Playwright.Assertions;

namespace AuthDemo.EndToEnd.Tests.Console;

/// <summary>Operators find sign-ins, read why they failed and act on them; to everybody else the console does not exist.</summary>
public sealed partial class ConsoleStories(Browser browser)
{
    private static readonly (string Name, string Path, string Heading)[] s_pages =
    [
        ("overview", "/console", "Overview"), ("sessions", "/console/sessions", "Sessions"), ("sessions-between", "/console/sessions?from=2026-01-01T02:00", "Sessions"),
        ("phone", "/phone/auth", "Identify a caller"), ("phone-sign", "/phone/sign", "Have a caller sign"),
        ("python", "/console/python", "Python runtime"), ("audit", "/console/audit", "Audit"), ("settings", "/console/settings", "Settings"),
    ];

    [Fact]
    public async Task Operator_finds_a_failed_login_and_reads_why()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser);
        var user = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync(Phone.Omar);
        await user.ChooseOtherDeviceAsync();
        await phone.ScanAsync(await user.ReadQrCodeAsync());
        await user.ShowsHeadingAsync("Enter your security code");
        var console = await SignInAsync(environment, Admin); // first, because a proof is rejected once BankID's clock is far ahead

        await environment.BankId.Clock.AdvanceAsync(240);
        await user.ShowsHeadingAsync("The sign-in did not go through");
        await console.FollowAsync("Sessions");
        await console.FollowAsync("Failed, last 24 hours");
        await Expect(console.Page.Locator("tbody tr[data-id]")).ToHaveCountAsync(1); // not the operator's own session
        await Row(console).ClickAsync();

        await console.ShowsHeadingAsync("Failed: nobody finished it in time");
        await console.ShowsTextAsync("Nobody finished it in the app in time. Start again with the phone at hand.");
        await console.ShowsTextAsync("expiredTransaction");
        await console.IsAccessibleAsync();
        await console.SaveScreenshotAsync("console-session");
    }

    [Fact]
    public async Task Operator_cancels_a_running_login_and_the_page_of_the_user_says_so()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser);
        var user = await environment.OpenBrowserAsync();
        await user.ChooseOtherDeviceAsync();

        var console = await SignInAsync(environment, Admin);
        await console.GoToAsync("/console/sessions?phase=running");
        await Row(console).ClickAsync();
        await console.PressAsync("Cancel session");
        await console.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox).FillAsync("The caller does not know who started it");
        await console.IsAccessibleAsync();
        await console.PressAsync("Cancel the session");

        await user.ShowsHeadingAsync("The sign-in was cancelled");
        await user.ShowsTextAsync("Our support team cancelled this. Contact us if you wonder why.");
        await console.ShowsHeadingAsync("Cancelled: by an operator");
        await console.GoToAsync("/console/audit");
        await console.ShowsTextAsync("The caller does not know who started it");
        await console.PressAsync("Verify now");
        await console.ShowsTextAsync("follow from one another");
    }

    [Fact]
    public async Task Operator_identifies_a_caller_by_phone_and_shows_the_number_for_a_reason()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser);
        var caller = await environment.PhoneAsync(Phone.Elsa);
        var console = await SignInAsync(environment, Admin);

        await console.GoToAsync("/phone/auth");
        await console.Page.GetByLabel("Personal number").FillAsync(caller.PersonalNumber);
        await GiveReasonAsync(console, "Lost card");
        await console.PressAsync("Start the identification");
        await console.ShowsHeadingAsync("Waits for the app");
        await caller.StartAsync();
        await console.ShowsHeadingAsync("Confirms the call");
        await caller.AnswerCallAsync(inCall: true);
        await caller.EnterCodeAsync();

        await console.ShowsHeadingAsync("Completed");
        await console.ShowsTextAsync($"{caller.PersonalNumber[..8]}-••••");
        Assert.DoesNotContain(caller.PersonalNumber[8..], await console.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await console.PressAsync("Show personal number");
        await console.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox).FillAsync("To order a new card");
        await console.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await console.ShowsTextAsync($"{caller.PersonalNumber[..8]}-{caller.PersonalNumber[8..]}");
        await console.ShowsTextAsync("Personal number shown");
    }

    [Fact]
    public async Task Viewer_sees_everything_and_can_act_on_nothing()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser, ViewerOnly);
        var user = await environment.OpenBrowserAsync();
        await user.ChooseOtherDeviceAsync();

        var console = await SignInAsync(environment, Viewer);
        await console.GoToAsync("/console/sessions?phase=running");
        await Expect(Button(console, "Export CSV")).ToBeDisabledAsync();
        await Row(console).ClickAsync();
        await Expect(Button(console, "Cancel session")).ToBeDisabledAsync();
        await console.GoToAsync("/phone/auth");
        await console.ShowsHeadingAsync("Not for your role");
        await console.GoToAsync("/console/python");
        await Expect(Button(console, "Run comparison")).ToBeDisabledAsync();
    }

    [Fact]
    public async Task Non_operator_gets_404_signed_in_or_not()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser);
        var user = await environment.OpenBrowserAsync();
        Assert.Equal((int)HttpStatusCode.NotFound, (await user.Page.GotoAsync("/console"))!.Status);

        var phone = await environment.PhoneAsync(Phone.Elsa);
        await IdentifyAsync(user, phone, "/");
        await user.ShowsTextAsync(phone.Name);
        foreach (var (_, path, _) in s_pages)
            Assert.Equal((int)HttpStatusCode.NotFound, (await user.Page.GotoAsync(path))!.Status);
    }

    [Fact]
    public async Task Operator_walks_the_grid_by_keyboard_and_exports_what_is_filtered()
    {
        const int Others = 44;
        const int LastPlace = Others + 2; // The operator's own session and the header row come on top.
        await using var environment = await TestEnvironment.CreateAsync(browser);
        await StartSessionsAsync(environment, Others);
        var console = await SignInAsync(environment, Admin);
        await console.GoToAsync("/console/sessions");
        await console.ShowsTextAsync($"{Others + 1} sessions");

        var file = await console.Page.RunAndWaitForDownloadAsync(() => console.PressAsync("Export CSV"));
        Assert.Equal(Others + 2, (await File.ReadAllLinesAsync(await file.PathAsync(), TestContext.Current.CancellationToken)).Length);

        await Row(console).FocusAsync();
        await PressAsync("ArrowDown", 3);
        await Expect(RowAt(console, LastPlace)).ToHaveCountAsync(0); // Not rendered yet, but the focus reaches it.
        await PressAsync("End", LastPlace);
        await PressAsync("ArrowDown", LastPlace);
        var page = await PlaceAfterAsync("PageUp", LastPlace);
        Assert.InRange(LastPlace - page, 5, 20);
        Assert.Equal(LastPlace - page, page - await PlaceAfterAsync("PageUp", page));
        await PressAsync("Home", 2);
        await PressAsync("ArrowUp", 2);
        Assert.Equal(LastPlace - page, await PlaceAfterAsync("PageDown", 2) - 2);
        await Expect(console.Page.Locator("tbody tr[tabindex='0']")).ToHaveCountAsync(1);
        // Virtualization kept the height of the list: rows and header, wherever it was scrolled to.
        Assert.InRange(await console.Page.EvaluateAsync<double>(
            "() => document.querySelector('.scroll.tall').scrollHeight / document.querySelector('tbody tr[data-id]').offsetHeight"), LastPlace - 1, LastPlace + 2);

        await console.Page.Keyboard.PressAsync("Enter");
        await Expect(console.Page).ToHaveURLAsync(SessionAddress());

        async Task PressAsync(string key, int place)
        {
            await console.Page.Keyboard.PressAsync(key);
            await Expect(RowAt(console, place)).ToBeFocusedAsync();
            // Visible, and not hidden under the sticky header.
            var (row, header) = (await RowAt(console, place).BoundingBoxAsync(), await console.Page.Locator("thead").BoundingBoxAsync());
            Assert.True(row!.Y >= header!.Y + header.Height - 1, $"{key}: the row at {row.Y} is under the header at {header.Y}.");
        }

        async Task<int> PlaceAfterAsync(string key, int from)
        {
            await console.Page.Keyboard.PressAsync(key);
            var focused = console.Page.Locator($"tbody tr:focus:not([aria-rowindex='{from}'])");
            await Expect(focused).ToHaveCountAsync(1);
            var place = int.Parse((await focused.GetAttributeAsync("aria-rowindex"))!, System.Globalization.CultureInfo.InvariantCulture);
            var (row, header) = (await focused.BoundingBoxAsync(), await console.Page.Locator("thead").BoundingBoxAsync());
            Assert.True(row!.Y >= header!.Y + header.Height - 1, $"{key}: the row at {row.Y} is under the header at {header.Y}.");
            return place;
        }
    }

    [Fact]
    public async Task Operator_on_a_phone_keeps_the_filters_through_the_skip_link_another_theme_and_another_language()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser);
        var console = await SignInAsync(environment, Admin, new() { ViewportSize = new() { Width = 390, Height = 900 } });
        await console.GoToAsync("/console/sessions?phase=ended");
        var search = console.Page.GetByLabel("Text or personal number");
        await search.PressSequentiallyAsync("completed");
        await Expect(console.Page).ToHaveURLAsync(Filtered());
        await Expect(search).ToBeFocusedAsync();
        await Expect(search).ToHaveValueAsync("completed");

        await console.SkipToContentAsync();
        await Expect(console.Page).ToHaveURLAsync(Filtered());
        await Expect(search).ToHaveValueAsync("completed");

        // The browser may be ahead of the circuit: the forms return to the address in the browser.
        await console.Page.EvaluateAsync("history.replaceState(history.state, '', '/console/sessions?phase=ended&q=complete')");

        await console.PressAsync("Dark");
        await Expect(Button(console, "Dark")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(console.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Expect(console.Page).ToHaveURLAsync(FilteredByOtherText());
        await Expect(search).ToHaveValueAsync("complete");
        await console.FitsViewportAsync();

        await console.PressAsync("Svenska");
        await console.ShowsHeadingAsync("Sessioner");
        await Expect(console.Page).ToHaveURLAsync(FilteredByOtherText());
    }

    [Theory]
    [InlineData(1280, "light")]
    [InlineData(1280, "dark")]
    [InlineData(390, "light")]
    [InlineData(390, "dark")]
    public async Task Every_page_is_accessible_and_fits(int width, string theme)
    {
        await using var environment = await TestEnvironment.CreateAsync(browser, story: $"console-{width}-{theme}");
        var user = await environment.OpenBrowserAsync();
        await user.ChooseOtherDeviceAsync();
        var console = await SignInAsync(environment, Admin, new()
        {
            ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
        });
        var problems = new List<string>();
        console.Page.Console += (_, message) =>
        {
            if (message.Type == "error")
                lock (problems)
                    problems.Add(message.Text);
        };

        foreach (var (name, path, heading) in s_pages)
        {
            await console.GoToAsync(path);
            await CheckAppearanceAsync(name, heading);
        }

        foreach (var order in (string[])["started", "-duration"])
        {
            await console.GoToAsync($"/console/sessions?sort={order}");
            await Expect(Rows(console)).ToHaveCountAsync(2);
            Assert.Equal(0, await console.Page.Locator(".scroll.tall").EvaluateAsync<int>("list => list.scrollWidth - list.clientWidth"));
            await Expect(console.Page.GetByRole(AriaRole.Columnheader, new() { Name = order == "started" ? "Started" : "Duration" })).ToBeVisibleAsync();
        }

        await console.GoToAsync("/console/sessions?phase=running");
        await Row(console).GetByRole(AriaRole.Link).ClickAsync();
        await CheckAppearanceAsync("session", "What happened");
        await console.PressAsync("Cancel session");
        await CheckAppearanceAsync("dialog", "Cancel this session?");
        Assert.Empty(problems);

        async Task CheckAppearanceAsync(string name, string heading)
        {
            await console.ShowsHeadingAsync(heading);
            await Expect(console.Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
            await console.IsAccessibleAsync();
            await console.FitsViewportAsync();
            await console.SaveScreenshotAsync($"console-{name}-{width}-{theme}");
        }
    }

    [GeneratedRegex(@"/console/sessions\?phase=ended&q=completed$")]
    private static partial Regex Filtered();

    [GeneratedRegex(@"/console/sessions\?phase=ended&q=complete$")]
    private static partial Regex FilteredByOtherText();

    [GeneratedRegex("/console/sessions/[A-Za-z0-9_-]{22}$")]
    private static partial Regex SessionAddress();
}
