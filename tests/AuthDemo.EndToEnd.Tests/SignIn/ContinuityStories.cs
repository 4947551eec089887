using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests.SignIn;

/// <summary>A session outlives reloads, tabs, connections and a BankID that goes away; and belongs to one browser.</summary>
public sealed class ContinuityStories(Browser browser)
{
    [Fact]
    public async Task User_reloads_mid_session_and_continues_without_a_new_order()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync(Phone.Elsa);
        await screen.ChooseOtherDeviceAsync();
        var before = await screen.ReadQrCodeAsync();

        await screen.Page.ReloadAsync();

        var after = await screen.ReadQrCodeAsync();
        Assert.Equal(QrText.Of(before).Order, QrText.Of(after).Order);
        await phone.ScanAsync(after);
        await screen.SeesAsync("Enter your security code");
        await screen.Page.ReloadAsync();
        await screen.SeesAsync("Enter your security code");
        await phone.EnterCodeAsync();
        await screen.ReadsAsync(phone.Name);
    }

    [Fact]
    public async Task User_opens_a_second_tab_and_both_tell_the_truth()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var first = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync(Phone.Elsa);
        await first.ChooseOtherDeviceAsync();
        var second = await first.OpenTabAsync();

        await second.GoToAsync("/sign-in");
        await second.FollowAsync("Continue signing in");

        var code = await second.ReadQrCodeAsync();
        Assert.Equal(QrText.Of(await first.ReadQrCodeAsync()).Order, QrText.Of(code).Order);
        await phone.ScanAsync(await second.ReadQrCodeAsync());
        await first.SeesAsync("Enter your security code");
        await second.SeesAsync("Enter your security code");
        await phone.EnterCodeAsync();
        await first.ReadsAsync(phone.Name);
        await second.ReadsAsync(phone.Name);
    }

    [Fact]
    public async Task User_loses_the_circuit_and_recovers()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync(Phone.Elsa);
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
        await sockets.Reader.ReadAsync(guard.Token); // the page has connected again by itself

        var after = await screen.ReadQrCodeAsync(code => code.Seconds > QrText.Of(before).Seconds);
        Assert.Equal(QrText.Of(before).Order, QrText.Of(after).Order);
        await phone.ScanAsync(after);
        await phone.EnterCodeAsync();
        await screen.ReadsAsync(phone.Name);
    }

    [Fact]
    public async Task Another_browser_that_knows_the_session_can_neither_follow_cancel_nor_redeem()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var owner = await stage.OpenBrowserAsync();
        var stranger = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync(Phone.Elsa);
        await owner.ChooseOtherDeviceAsync();
        var session = new Uri(owner.Page.Url).AbsolutePath;

        // A stranger with a sign-in of their own under way, so that they hold a valid owner's key, only not this one.
        await stranger.ChooseOtherDeviceAsync();
        var response = await stranger.Page.GotoAsync(session);
        Assert.Equal(404, response!.Status);
        await stranger.SeesAsync("This sign-in cannot be shown here");
        await stranger.DoesNotSeeQrCodeAsync();
        await Assertions.Expect(stranger.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToHaveCountAsync(0);

        // Even with the ticket itself in hand: the owner's post is held back and its ticket sent from the other browser.
        var held = new TaskCompletionSource<(IRoute Route, string Ticket)>();
        await owner.Page.RouteAsync("**/sign-in/complete", route =>
        {
            held.TrySetResult((route, route.Request.PostData!.Split('&').Single(field => field.StartsWith("ticket=", StringComparison.Ordinal))[7..]));
            return Task.CompletedTask;
        });
        await phone.ScanAsync(await owner.ReadQrCodeAsync());
        await phone.EnterCodeAsync();
        var (post, ticket) = await held.Task.WaitAsync(TimeSpan.FromMinutes(1));
        Artifacts.Secret(ticket);
        await stranger.GoToAsync("/sign-in");
        await stranger.Page.Locator("form[action='/sign-in/start']").EvaluateAsync(
            """
            (form, ticket) => {
              const field = document.createElement("input");
              [field.type, field.name, field.value] = ["hidden", "ticket", ticket];
              form.append(field);
              form.action = "/sign-in/complete";
              form.submit();
            }
            """, ticket);
        await stranger.ReadsAsync("Finishing the sign-in took too long.");
        await stranger.GoToAsync("/");
        await stranger.ReadsAsync("Sign in with BankID");

        await post.ContinueAsync();
        await owner.ReadsAsync(phone.Name);
    }

    [Fact]
    public async Task BankId_is_down_and_trying_again_works_once_it_is_back()
    {
        await using var stage = await Stage.SetAsync(browser);
        var screen = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync(Phone.Elsa);
        await stage.StopBankIdAsync();

        await screen.GoToAsync("/sign-in");
        await screen.PressAsync("Mobile BankID");
        await screen.SeesAsync("Signing in is not possible right now");
        await screen.IsAccessibleAsync();

        await stage.StartBankIdAsync();
        await screen.PressAsync("Try again");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await phone.EnterCodeAsync();
        await screen.ReadsAsync(phone.Name);
    }

    [Fact]
    public async Task BankId_is_killed_mid_session_and_comes_back_without_the_order()
    {
        await using var stage = await Stage.SetAsync(browser);
        var screen = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync(Phone.Elsa);
        await screen.ChooseOtherDeviceAsync();

        await stage.StopBankIdAsync();
        await screen.ReadsAsync("BankID is slow to answer");
        await stage.StartBankIdAsync();

        // Its orders are gone with it: what came of this one cannot be known any more.
        await screen.SeesAsync("Signing in is not possible right now");
        await screen.PressAsync("Try again");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await phone.EnterCodeAsync();
        await screen.ReadsAsync(phone.Name);
    }
}
