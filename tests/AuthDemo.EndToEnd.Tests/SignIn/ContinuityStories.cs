using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests.SignIn;

/// <summary>A session survives reloads, more tabs, lost connections and an outage of BankID, and belongs to one browser.</summary>
public sealed class ContinuityStories(Browser browser)
{
    [Fact]
    public async Task User_reloads_mid_session_and_continues_without_a_new_order()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync(Phone.Elsa);
        await screen.ChooseOtherDeviceAsync();
        var before = await screen.ReadQrCodeAsync();

        await screen.Page.ReloadAsync();

        var after = await screen.ReadQrCodeAsync();
        Assert.Equal(QrText.Of(before).Order, QrText.Of(after).Order);
        await phone.ScanAsync(after);
        await screen.ShowsHeadingAsync("Enter your security code");
        await screen.Page.ReloadAsync();
        await screen.ShowsHeadingAsync("Enter your security code");
        await phone.EnterCodeAsync();
        await screen.ShowsTextAsync(phone.Name);
    }

    [Fact]
    public async Task User_opens_a_second_tab_and_both_show_the_same_state()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var first = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync(Phone.Elsa);
        await first.ChooseOtherDeviceAsync();
        var second = await first.OpenTabAsync();

        await second.GoToAsync("/sign-in");
        await second.FollowAsync("Continue signing in");

        var code = await second.ReadQrCodeAsync();
        Assert.Equal(QrText.Of(await first.ReadQrCodeAsync()).Order, QrText.Of(code).Order);
        await phone.ScanAsync(await second.ReadQrCodeAsync());
        await first.ShowsHeadingAsync("Enter your security code");
        await second.ShowsHeadingAsync("Enter your security code");
        await phone.EnterCodeAsync();
        await first.ShowsTextAsync(phone.Name);
        await second.ShowsTextAsync(phone.Name);
    }

    [Fact]
    public async Task User_loses_the_circuit_and_recovers()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync(Phone.Elsa);
        var sockets = System.Threading.Channels.Channel.CreateUnbounded<IWebSocketRoute>();
        await screen.Page.RouteWebSocketAsync(_ => true, socket =>
        {
            socket.ConnectToServer();
            sockets.Writer.TryWrite(socket);
        });
        await screen.ChooseOtherDeviceAsync();
        var before = await screen.ReadQrCodeAsync();
        using var guard = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var first = await sockets.Reader.ReadAsync(guard.Token);

        await first.CloseAsync();
        await sockets.Reader.ReadAsync(guard.Token); // the page has reconnected on its own

        var after = await screen.ReadQrCodeAsync(code => code.Seconds > QrText.Of(before).Seconds);
        Assert.Equal(QrText.Of(before).Order, QrText.Of(after).Order);
        await phone.ScanAsync(after);
        await phone.EnterCodeAsync();
        await screen.ShowsTextAsync(phone.Name);
    }

    [Fact]
    public async Task Another_browser_that_knows_the_session_can_neither_follow_cancel_nor_redeem()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var owner = await environment.OpenBrowserAsync();
        var other = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync(Phone.Elsa);
        await owner.ChooseOtherDeviceAsync();
        var session = new Uri(owner.Page.Url).AbsolutePath;

        // The other browser has a sign-in of its own, so it holds a valid owner key, but not this session's.
        await other.ChooseOtherDeviceAsync();
        var response = await other.Page.GotoAsync(session);
        Assert.Equal(404, response!.Status);
        await other.ShowsHeadingAsync("This sign-in cannot be shown here");
        await other.ShowsNoQrCodeAsync();
        await Assertions.Expect(other.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToHaveCountAsync(0);

        // Not even with the ticket: the owner's request is held back and its ticket is sent from the other browser.
        var held = new TaskCompletionSource<(IRoute Route, string Ticket)>();
        await owner.Page.RouteAsync("**/sign-in/complete", route =>
        {
            held.TrySetResult((route, route.Request.PostData!.Split('&').Single(field => field.StartsWith("ticket=", StringComparison.Ordinal))[7..]));
            return Task.CompletedTask;
        });
        await phone.ScanAsync(await owner.ReadQrCodeAsync());
        await phone.EnterCodeAsync();
        var (post, ticket) = await held.Task.WaitAsync(TimeSpan.FromMinutes(1));
        Artifacts.AddSecret(ticket);
        await other.GoToAsync("/sign-in");
        await other.Page.Locator("form[action='/sign-in/start']").EvaluateAsync(
            """
            (form, ticket) => {
              const field = document.createElement("input");
              [field.type, field.name, field.value] = ["hidden", "ticket", ticket];
              form.append(field);
              form.action = "/sign-in/complete";
              form.submit();
            }
            """, ticket);
        // It is sent back to the sign-in that it owns itself.
        await other.ReadQrCodeAsync();
        Assert.NotEqual(session, new Uri(other.Page.Url).AbsolutePath);
        await other.GoToAsync("/");
        await other.ShowsTextAsync("Sign in with BankID");

        await post.ContinueAsync();
        await owner.ShowsTextAsync(phone.Name);
    }

    [Fact]
    public async Task BankId_is_down_and_trying_again_works_once_it_is_back()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser);
        var screen = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync(Phone.Elsa);
        await environment.StopBankIdAsync();

        await screen.GoToAsync("/sign-in");
        await screen.PressAsync("Mobile BankID");
        await screen.ShowsHeadingAsync("Signing in is not possible right now");
        await screen.IsAccessibleAsync();

        await environment.StartBankIdAsync();
        await screen.PressAsync("Try again");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await phone.EnterCodeAsync();
        await screen.ShowsTextAsync(phone.Name);
    }

    [Fact]
    public async Task BankId_is_killed_mid_session_and_comes_back_without_the_order()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser);
        var screen = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync(Phone.Elsa);
        await screen.ChooseOtherDeviceAsync();

        await environment.StopBankIdAsync();
        await screen.ShowsTextAsync("BankID is slow to answer");
        await environment.StartBankIdAsync();

        // The simulator lost its orders, so the result of this one is unknown.
        await screen.ShowsHeadingAsync("Signing in is not possible right now");
        await screen.PressAsync("Try again");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await phone.EnterCodeAsync();
        await screen.ShowsTextAsync(phone.Name);
    }
}
