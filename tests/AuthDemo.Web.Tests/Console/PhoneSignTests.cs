using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Protection;
using AuthDemo.Sessions;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Phone;
using Bunit;

namespace AuthDemo.Web.Tests.Console;

/// <summary>The page that starts a signature for a caller.</summary>
public sealed class PhoneSignTests
{
    private readonly FakeOperatorSessions _sessions = new();

    [Theory]
    [InlineData("/phone/auth", "Identify a caller", "Start the identification")]
    [InlineData("/phone/sign", "Have a caller sign", "Start the signing")]
    [InlineData("/phone/payment", "Have a person pay", "Start the payment")]
    public async Task Url_SelectsTheFlow(string path, string heading, string button)
    {
        await using var screen = new ConsoleScreen(OperatorRole.Operator, sessions: _sessions);
        screen.Navigation.NavigateTo(path);

        var page = screen.Show<PhonePage>();

        Assert.Equal(heading, page.Find("h1").TextContent);
        Assert.False(ConsoleScreen.Button(page, button).HasAttribute("disabled"));
    }

    [Fact]
    public async Task SelectingSigning_NavigatesToItsUrl()
    {
        await using var screen = new ConsoleScreen(OperatorRole.Operator, sessions: _sessions);
        screen.Navigation.NavigateTo("/phone/auth");
        var page = screen.Show<PhonePage>();

        page.FindAll("input[type=radio]")[1].Click();

        Assert.EndsWith("/phone/sign", screen.Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_WithoutAText_StartsNothing()
    {
        await using var screen = new ConsoleScreen(OperatorRole.Operator, sessions: _sessions);
        var page = Signing(screen);
        page.Find("input[inputmode=numeric]").Change("198507099821");

        ConsoleScreen.Button(page, "Start the signing").Click();

        page.WaitForAssertion(() => Assert.Contains("Signing needs a text.", page.Markup, StringComparison.Ordinal));
        Assert.Contains("0 / 2000", page.Markup, StringComparison.Ordinal);
        Assert.Empty(_sessions.Started);
    }

    [Fact]
    public async Task Sign_Submitted_StartsIt_AndTheLogHasNeitherTextNorNumber()
    {
        await using var screen = new ConsoleScreen(OperatorRole.Operator, sessions: _sessions);
        var page = Signing(screen);
        page.Find("input[inputmode=numeric]").Change("198507099821");
        page.Find("textarea").Input("I order a new card. ");
        page.FindAll("input[type=text]")[^1].Input("Case 7");

        ConsoleScreen.Button(page, "Start the signing").Click();

        page.WaitForAssertion(() => Assert.EndsWith($"/console/sessions/{_sessions.Begun}", screen.Navigation.Uri, StringComparison.Ordinal));
        var intent = Assert.Single(_sessions.Started);
        Assert.Equal((Flow.PhoneSign, "198507099821", "I order a new card."), (intent.Flow, intent.PersonalNumber, intent.UserVisibleData));
        var act = Assert.Single(screen.Journal.Acts);
        Assert.Equal((JournalEventType.OperatorStartedPhoneSession, "Case 7"), (act.Type, act.Reason));
        Assert.Equal(["call_initiator", "flow"], act.Facts.Keys.Order());
    }

    [Fact]
    public async Task Payment_Filled_StartsIt_WithoutACall()
    {
        await using var screen = new ConsoleScreen(OperatorRole.Operator, sessions: _sessions);
        screen.Navigation.NavigateTo("/phone/payment");
        var page = screen.Show<PhonePage>();
        page.Find("input[inputmode=numeric]").Change("198507099821");
        var fields = page.FindAll("input[type=text]");
        fields[^3].Change("Bokhandeln");
        page.FindAll("input[type=text]")[^2].Change("249,00");
        page.FindAll("input[type=text]")[^1].Input("Order 7");

        ConsoleScreen.Button(page, "Start the payment").Click();

        page.WaitForAssertion(() => Assert.EndsWith($"/console/sessions/{_sessions.Begun}", screen.Navigation.Uri, StringComparison.Ordinal));
        var intent = Assert.Single(_sessions.Started);
        Assert.Equal((Flow.OtherPayment, "198507099821", null), (intent.Flow, intent.PersonalNumber, intent.CallInitiator));
        Assert.Equal(("Bokhandeln", "249,00", "SEK"), (intent.Payment!.Recipient, intent.Payment.Amount, intent.Payment.Currency));
        Assert.Equal(["flow"], Assert.Single(screen.Journal.Acts).Facts.Keys);
    }

    private static IRenderedComponent<PhonePage> Signing(ConsoleScreen screen)
    {
        screen.Navigation.NavigateTo("/phone/sign");
        return screen.Show<PhonePage>();
    }
}
