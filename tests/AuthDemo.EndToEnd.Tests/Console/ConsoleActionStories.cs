using Microsoft.Playwright;
using static AuthDemo.EndToEnd.Tests.Console.Operators;
using static Microsoft.Playwright.Assertions;

namespace AuthDemo.EndToEnd.Tests.Console;

/// <summary>Operators act on sessions and serve callers; viewers cannot; idle operators are signed out.</summary>
public sealed class ConsoleActionStories(Browser browser)
{
    [Fact]
    public async Task Operator_has_a_caller_sign_by_phone_and_follows_it()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser);
        var caller = await environment.PhoneAsync(Phone.Elsa);
        var console = await SignInAsync(environment, Admin);

        await console.GoToAsync("/phone/sign");
        await console.ShowsHeadingAsync("Have a caller sign");
        await console.Page.GetByLabel("Personal number").FillAsync(caller.PersonalNumber);
        await console.Page.GetByLabel("Text to sign").FillAsync("I order a new card.");
        await GiveReasonAsync(console, "Lost card");
        await console.PressAsync("Start the signing");
        await console.ShowsHeadingAsync("Waits for the app");
        await caller.StartAsync();
        await console.ShowsHeadingAsync("Confirms the call");
        await caller.AnswerCallAsync(inCall: true);
        await console.ShowsHeadingAsync("Enters the code");
        await caller.EnterCodeAsync();

        await console.ShowsHeadingAsync("Completed");
        await console.ShowsTextAsync("Sign by phone");
        await console.ShowsTextAsync("/rp/v6.0/phone/sign");
        await console.IsAccessibleAsync();
        await console.SaveScreenshotAsync("console-phone-signed");
    }

    [Fact]
    public async Task Caller_who_denies_the_call_ends_it_and_the_operator_reads_what_to_say()
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
        await caller.AnswerCallAsync(inCall: false);

        await console.ShowsHeadingAsync("Failed: said not to be in a call");
        await console.ShowsTextAsync("userDeclinedCall");
    }

    [Fact]
    public async Task Operator_who_is_idle_is_warned_and_signed_out()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser, new Dictionary<string, string> { ["Console:IdleMinutes"] = "0.5" });
        var console = await SignInAsync(environment, Admin);

        await console.ShowsTextAsync("You will be signed out in");

        await Expect(console.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in\\?returnUrl=%2Fconsole$"), new() { Timeout = 90_000 });
        Assert.Equal(404, (await console.Page.GotoAsync("/console"))!.Status);
    }

    [Fact]
    public async Task Viewer_who_forges_a_click_on_a_disabled_button_changes_nothing()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser, ViewerOnly);
        var user = await environment.OpenBrowserAsync();
        await user.ChooseOtherDeviceAsync();
        var console = await SignInAsync(environment, Viewer);
        await console.GoToAsync("/phone/sign");
        await console.ShowsHeadingAsync("Not for your role");
        await console.GoToAsync("/console/sessions?phase=running");
        await Row(console).ClickAsync();
        var cancel = Button(console, "Cancel session");
        await Expect(cancel).ToBeDisabledAsync();

        await cancel.EvaluateAsync("button => { button.disabled = false; button.click(); }");
        // The circuit handles events in order: the click is handled before this navigation.
        await console.FollowAsync("Audit");
        await console.ShowsHeadingAsync("Audit");

        await Expect(console.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await user.ShowsHeadingAsync("Scan the QR code");
    }

    [Fact]
    public async Task Row_under_the_pointer_or_the_focus_stays_there_when_sessions_arrive_and_move()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser);
        var user = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync(Phone.Elsa);
        await user.ChooseOtherDeviceAsync();
        var console = await SignInAsync(environment, Admin);
        await console.GoToAsync("/console/sessions");
        await Expect(Rows(console)).ToHaveCountAsync(2);
        await RowAt(console, 3).HoverAsync();
        await Expect(RowAt(console, 3)).ToContainTextAsync("Shows the QR code");
        var places = await PlacesAsync(console);

        await phone.ScanAsync(await user.ReadQrCodeAsync());
        await Expect(RowAt(console, 3)).ToContainTextAsync("Enters the code");
        Assert.Equal(places, await PlacesAsync(console));
        await StartSessionsAsync(environment, 1);
        await console.ShowsTextAsync("1 newer – show");
        Assert.Equal(places, await PlacesAsync(console));

        await console.Page.Mouse.MoveAsync(5, 5);
        await Expect(Rows(console)).ToHaveCountAsync(3);
        await RowAt(console, 3).FocusAsync();
        places = await PlacesAsync(console);
        await StartSessionsAsync(environment, 1);
        await console.ShowsTextAsync("1 newer – show");
        Assert.Equal(places, await PlacesAsync(console));
        await console.Page.Keyboard.PressAsync("Escape");
        await Expect(Rows(console)).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task Operator_finds_the_sessions_of_a_person_and_no_address_holds_the_number()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser);
        var user = await environment.OpenBrowserAsync();
        await user.ChooseOtherDeviceAsync();
        var console = await SignInAsync(environment, Admin);
        var number = (await environment.PhoneAsync(Admin)).PersonalNumber;
        await console.GoToAsync("/console/sessions");
        await Expect(Rows(console)).ToHaveCountAsync(2);

        await console.Page.GetByLabel("Text or personal number").FillAsync(number[..10]);
        await console.ShowsTextAsync("given so far: 10");
        await console.Page.GetByLabel("Text or personal number").FillAsync($"{number[..8]}-{number[8..]}");

        await console.ShowsTextAsync("This person's sessions.");
        await Expect(Rows(console)).ToHaveCountAsync(1);
        await Expect(Row(console)).ToContainTextAsync("Completed");
        Assert.DoesNotContain(number[8..], console.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operator_names_a_filter_finds_it_again_and_searches_by_keyboard()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser);
        var console = await SignInAsync(environment, Admin);
        await console.GoToAsync("/console/sessions?flow=auth&sort=-duration");
        await console.PressAsync("Save this filter");
        await console.Page.GetByLabel("Name of the filter").FillAsync("Slow sign-ins");
        await console.Page.Keyboard.PressAsync("Enter");
        await Expect(console.Page.GetByRole(AriaRole.Link, new() { Name = "Slow sign-ins" })).ToBeVisibleAsync();
        await console.Page.WaitForFunctionAsync("Object.keys(localStorage).some(key => localStorage.getItem(key).includes('Slow sign-ins'))");
        await console.GoToAsync("/console/sessions");
        await console.FollowAsync("Slow sign-ins");
        await Expect(console.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("\\?flow=auth&sort=-duration$"));

        await Row(console).WaitForAsync();
        await console.Page.Keyboard.PressAsync("/");
        await Expect(console.Page.GetByLabel("Text or personal number")).ToBeFocusedAsync();
        await console.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(Row(console)).ToBeFocusedAsync();
        await console.Page.Keyboard.PressAsync("Escape");
        await Expect(Row(console)).Not.ToBeFocusedAsync();
    }
}
