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
        ("overview", "/console", "Overview"), ("sessions", "/console/sessions", "Sessions"), ("sessions-between", "/console/sessions?from=2026-01-01T02:00", "Sessions"),
        ("phone", "/phone/auth", "Identify a caller"), ("phone-sign", "/phone/sign", "Have a caller sign"),
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
        await GiveReasonAsync(console, "Lost card");
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
        const int Others = 44;
        const int LastPlace = Others + 2; // With the operator's own session, and below the header.
        await using var stage = await Stage.SetAsync(browser);
        await StartSessionsAsync(stage, Others);
        var console = await SignInAsync(stage, Admin);
        await console.GoToAsync("/console/sessions");
        await console.ReadsAsync($"{Others + 1} sessions");

        var file = await console.Page.RunAndWaitForDownloadAsync(() => console.PressAsync("Export CSV"));
        Assert.Equal(Others + 2, (await File.ReadAllLinesAsync(await file.PathAsync(), TestContext.Current.CancellationToken)).Length);

        await Row(console).FocusAsync();
        await PressAsync("ArrowDown", 3);
        await Expect(RowAt(console, LastPlace)).ToHaveCountAsync(0); // Not drawn, and yet the focus gets there.
        await PressAsync("End", LastPlace);
        await PressAsync("ArrowDown", LastPlace);
        var page = await PlaceAfterAsync("PageUp", LastPlace);
        Assert.InRange(LastPlace - page, 5, 20);
        Assert.Equal(LastPlace - page, page - await PlaceAfterAsync("PageUp", page));
        await PressAsync("Home", 2);
        await PressAsync("ArrowUp", 2);
        Assert.Equal(LastPlace - page, await PlaceAfterAsync("PageDown", 2) - 2);
        await Expect(console.Page.Locator("tbody tr[tabindex='0']")).ToHaveCountAsync(1);
        // The list has remained as long as its rows and its header are, wherever it was scrolled to.
        Assert.InRange(await console.Page.EvaluateAsync<double>(
            "() => document.querySelector('.scroll.tall').scrollHeight / document.querySelector('tbody tr[data-id]').offsetHeight"), LastPlace - 1, LastPlace + 2);

        await console.Page.Keyboard.PressAsync("Enter");
        await Expect(console.Page).ToHaveURLAsync(SessionAddress());

        async Task PressAsync(string key, int place)
        {
            await console.Page.Keyboard.PressAsync(key);
            await Expect(RowAt(console, place)).ToBeFocusedAsync();
            // In sight, and not under the header, which stays where it is.
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
        await using var stage = await Stage.SetAsync(browser);
        var console = await SignInAsync(stage, Admin, new() { ViewportSize = new() { Width = 390, Height = 900 } });
        await console.GoToAsync("/console/sessions?phase=ended");
        var search = console.Page.GetByLabel("Text or personal number");
        await search.PressSequentiallyAsync("completed");
        await Expect(console.Page).ToHaveURLAsync(Filtered());
        await Expect(search).ToBeFocusedAsync();
        await Expect(search).ToHaveValueAsync("completed");

        await console.SkipToContentAsync();
        await Expect(console.Page).ToHaveURLAsync(Filtered());
        await Expect(search).ToHaveValueAsync("completed");

        // The browser may be ahead of the circuit: the forms lead back to the address in the browser.
        await console.Page.EvaluateAsync("history.replaceState(history.state, '', '/console/sessions?phase=ended&q=complete')");

        await console.PressAsync("Dark");
        await Expect(Button(console, "Dark")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(console.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Expect(console.Page).ToHaveURLAsync(FilteredOtherwise());
        await Expect(search).ToHaveValueAsync("complete");
        await console.FitsAsync();

        await console.PressAsync("Svenska");
        await console.SeesAsync("Sessioner");
        await Expect(console.Page).ToHaveURLAsync(FilteredOtherwise());
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
                lock (problems)
                    problems.Add(message.Text);
        };

        foreach (var (name, path, heading) in s_pages)
        {
            await console.GoToAsync(path);
            await LooksWellAsync(name, heading);
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
        await LooksWellAsync("session", "What happened");
        await console.PressAsync("Cancel session");
        await LooksWellAsync("dialog", "Cancel this session?");
        Assert.Empty(problems);

        async Task LooksWellAsync(string name, string heading)
        {
            await console.SeesAsync(heading);
            await Expect(console.Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
            await console.IsAccessibleAsync();
            await console.FitsAsync();
            await console.PictureAsync($"console-{name}-{width}-{theme}");
        }
    }

    [GeneratedRegex(@"/console/sessions\?phase=ended&q=completed$")]
    private static partial Regex Filtered();

    [GeneratedRegex(@"/console/sessions\?phase=ended&q=complete$")]
    private static partial Regex FilteredOtherwise();

    [GeneratedRegex("/console/sessions/[A-Za-z0-9_-]{22}$")]
    private static partial Regex SessionAddress();
}
