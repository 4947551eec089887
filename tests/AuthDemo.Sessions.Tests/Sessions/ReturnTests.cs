using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Tests.Fakes;

namespace AuthDemo.Sessions.Tests.Sessions;

/// <summary>Returning from the app: the right and wrong browser, the right and wrong nonce (facts S8).</summary>
public sealed class ReturnTests(TestService service) : IClassFixture<TestService>
{
    private const string Address = "https://example.se/return/{session}?nonce={nonce}";

    [Fact]
    public async Task Return_OfTheOwnerWithTheNonce_IsAcceptedAndChangesNothing()
    {
        var (browser, id, page, nonce) = await LaunchAsync();

        Assert.True(await service.Sessions.ReturnAsync(id, browser.Key, nonce));

        Assert.Equal(1, (await service.Journal.RecordAsync(id)).Intent.ReturnUrl!.Split("{nonce}").Length - 1);
        Assert.DoesNotContain(service.Journal.Events(id), what => what is SessionEvent.ReturnMismatched);
        await CompleteAsync(browser, page);
        Assert.NotNull(await service.Sessions.IssueTicketAsync(id, browser.Key));
    }

    [Fact]
    public async Task Return_OfAnotherBrowserWithTheNonce_EndsTheSessionAndItsOrder()
    {
        var (browser, id, page, nonce) = await LaunchAsync();

        Assert.False(await service.Sessions.ReturnAsync(id, OwnerKey.New(), nonce));

        var rejected = await page.UntilAsync<AuthState.Rejected>();
        Assert.Equal(("session", "rejected_session"), (rejected.Policy, rejected.Message));
        Assert.Equal("cancel", (await browser.NextRequestAsync()).Purpose);
        Assert.Equal(["another_browser", "session"], service.Journal.Events(id).Select(Detail).Where(detail => detail is not null));
    }

    [Fact]
    public async Task Return_OfABrowserWithoutKeyWithTheNonce_EndsTheSession()
    {
        var (_, id, page, nonce) = await LaunchAsync();

        Assert.False(await service.Sessions.ReturnAsync(id, owner: null, nonce));

        Assert.Equal("session", (await page.UntilAsync<AuthState.Rejected>()).Policy);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Return_OfTheOwnerWithAnotherNonce_EndsTheSession(string? nonce)
    {
        var (browser, id, page, _) = await LaunchAsync();

        Assert.True(await service.Sessions.ReturnAsync(id, browser.Key, nonce));

        Assert.Equal("session", (await page.UntilAsync<AuthState.Rejected>()).Policy);
    }

    [Fact]
    public async Task Return_OfAnotherBrowserWithoutTheNonce_ChangesNothing()
    {
        var (browser, id, page, _) = await LaunchAsync();

        Assert.False(await service.Sessions.ReturnAsync(id, OwnerKey.New(), RandomToken.New()));
        Assert.False(await service.Sessions.ReturnAsync(id, null, null));

        await CompleteAsync(browser, page);
        Assert.NotNull(await service.Sessions.IssueTicketAsync(id, browser.Key));
    }

    [Fact]
    public async Task Return_OfAnotherBrowserAfterCompletion_SignsNobodyIn()
    {
        var (browser, id, page, nonce) = await LaunchAsync();
        await CompleteAsync(browser, page);
        var ticket = await service.Sessions.IssueTicketAsync(id, browser.Key);

        Assert.False(await service.Sessions.ReturnAsync(id, OwnerKey.New(), nonce));

        Assert.Null(await service.Sessions.IssueTicketAsync(id, browser.Key));
        Assert.Null(await service.Sessions.RedeemAsync(ticket!, browser.Key));
        Assert.Equal("another_browser", (await service.Journal.RecordAsync(id)).ReturnMismatch);
    }

    [Fact]
    public async Task Return_ToAnAddressWithoutNonce_IsAcceptedFromTheOwnerOnly()
    {
        var browser = new TestBrowser(service);
        var (id, _) = await browser.ShowCodeAsync();

        Assert.True(await service.Sessions.ReturnAsync(id, browser.Key, "anything"));
        Assert.False(await service.Sessions.ReturnAsync(id, OwnerKey.New(), "anything"));
        Assert.False(await service.Sessions.ReturnAsync(default, browser.Key, "anything"));
    }

    [Fact]
    public async Task Nonce_IsOfEachSessionAndNeverInTheLog()
    {
        var (_, _, _, one) = await LaunchAsync();
        var (_, id, _, other) = await LaunchAsync();

        Assert.NotEqual(one, other);
        Assert.DoesNotContain(service.Logs.Lines, line => line.Contains(one, StringComparison.Ordinal) || line.Contains(other, StringComparison.Ordinal));
        Assert.DoesNotContain(other, (await service.Journal.RecordAsync(id)).Intent.ReturnUrl!, StringComparison.Ordinal);
    }

    private static string? Detail(SessionEvent what) => what switch
    {
        SessionEvent.ReturnMismatched mismatched => mismatched.Detail,
        SessionEvent.Ended ended => ended.Detail,
        _ => null,
    };

    private async Task<(TestBrowser Browser, SessionId Id, TestPage Page, string Nonce)> LaunchAsync()
    {
        var browser = new TestBrowser(service);
        var intent = browser.Intent with { ReturnUrl = Address };
        var id = Assert.IsType<StartReply.Started>(await service.Sessions.StartAsync(intent, browser.Key)).Id;
        var page = await browser.OpenAsync(id);
        (await browser.NextRequestAsync()).Answer();
        await page.UntilAsync<AuthState.AwaitingScan>();
        var begun = service.Python.Requests.Last(request => (string?)request["intent"]?["web"]?["device_identifier"] == browser.Tag);
        var address = new Uri((string)begun["intent"]!["return_url"]!);
        Assert.Equal($"/return/{id}", address.AbsolutePath);
        return (browser, id, page, address.Query["?nonce=".Length..]);
    }

    private static async Task CompleteAsync(TestBrowser browser, TestPage page)
    {
        (await browser.CollectAsync()).Answer(TestBrowser.Completed);
        await page.UntilAsync<AuthState.Completed>();
    }
}
