using AuthDemo.Journal;
using AuthDemo.Journal.AuditLog;
using AuthDemo.Sessions;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Phone;
using Bunit;

namespace AuthDemo.Web.Tests.Console;

/// <summary>The phone page while a start is running, and when it fails.</summary>
public sealed class PhonePageTests
{
    private readonly FakeOperatorSessions _sessions = new();

    [Fact]
    public async Task Starting_IsBusy_AndIgnoresASecondClick()
    {
        await using var screen = new ConsoleScreen(OperatorRole.Operator, sessions: _sessions);
        var held = new TaskCompletionSource();
        screen.Journal.Held = held.Task;
        var page = Filled(screen);
        var button = page.FindComponents<MudBlazor.MudButton>().Single();

        var first = page.InvokeAsync(() => button.Instance.OnClick.InvokeAsync());
        page.WaitForAssertion(() => Assert.True(ConsoleScreen.Button(page, "Start the identification").HasAttribute("disabled")));
        var second = page.InvokeAsync(() => button.Instance.OnClick.InvokeAsync()); // pressed before the browser knew
        held.SetResult();
        await Task.WhenAll(first, second);

        Assert.Single(_sessions.Started);
        Assert.False(ConsoleScreen.Button(page, "Start the identification").HasAttribute("disabled"));
    }

    [Theory]
    [InlineData("en", "python", "Not possible just now: Python does not answer.")]
    [InlineData("en", "journal", "Not possible just now: the journal does not answer.")]
    [InlineData("sv", "journal", "Inte möjligt just nu: journalen svarar inte.")]
    public async Task Unavailable_ShowsWhatIsDownInTheOperatorsLanguage(string language, string what, string sentence)
    {
        _sessions.Answers = new StartReply.Unavailable(what);
        await using var screen = new ConsoleScreen(OperatorRole.Operator, language, _sessions);

        var page = await StartedAsync(screen);

        Assert.Equal(sentence, page.Find("[role=alert]").TextContent);
    }

    [Fact]
    public async Task JournalUnavailable_StartsNothingAndShowsWhy()
    {
        await using var screen = new ConsoleScreen(OperatorRole.Operator, sessions: _sessions);
        screen.Journal.Failure = JournalFailure.DiskFull;

        var page = await StartedAsync(screen);

        Assert.Equal("Not done, because it could not be recorded. The disk is full: nothing can be written.", page.Find("[role=alert]").TextContent);
        Assert.Empty(_sessions.Started);
    }

    [Fact]
    public async Task Throws_ShowsThatItMayBePartlyDone_AndThePageStays()
    {
        _sessions.Breaks = true;
        await using var screen = new ConsoleScreen(OperatorRole.Operator, sessions: _sessions);

        var page = await StartedAsync(screen);

        Assert.Contains("may be half done", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.False(ConsoleScreen.Button(page, "Start the identification").HasAttribute("disabled"));
        Assert.Equal(JournalEventType.OperatorStartedPhoneSession, Assert.Single(screen.Journal.Acts).Type);
    }

    [Fact]
    public async Task InvalidForTheProtocol_NamesTheControl_AndIsMarkedAsEnglish()
    {
        _sessions.Answers = new StartReply.Invalid([new("phone.personal_number", "12 digits")]);
        await using var screen = new ConsoleScreen(OperatorRole.Operator, "sv", _sessions);

        var page = await StartedAsync(screen);

        Assert.Equal(("en", "Personal number: 12 digits"), (page.Find("[role=alert]").GetAttribute("lang"), page.Find("[role=alert]").TextContent));
    }

    private static async Task<IRenderedComponent<PhonePage>> StartedAsync(ConsoleScreen screen)
    {
        var page = Filled(screen);
        await page.InvokeAsync(() => page.FindComponents<MudBlazor.MudButton>().Single().Instance.OnClick.InvokeAsync());
        return page;
    }

    private static IRenderedComponent<PhonePage> Filled(ConsoleScreen screen)
    {
        var page = screen.Show<PhonePage>();
        page.Find("input[inputmode=numeric]").Change("198507099821");
        page.FindAll("input[type=text]")[^1].Input("Case 7");
        return page;
    }
}
