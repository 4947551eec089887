using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(AuthDemo.Simulator.Tests.Chromium))]

namespace AuthDemo.Simulator.Tests;

/// <summary>One browser for all browser tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        // The first signature of a process creates RSA keys, which takes seconds on a busy machine.
        Assertions.SetDefaultExpectTimeout(30_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu"],
        });
    }

    /// <summary>A page in a new profile, by default as wide as a small phone.</summary>
    public Task<IPage> OpenAsync(string locale, int width = 320) =>
        _browser!.NewPageAsync(new() { Locale = locale, ViewportSize = new() { Width = width, Height = 800 } });

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

/// <summary>The pages in a real browser.</summary>
public sealed class BrowserTests(Chromium chromium)
{
    [Fact]
    public async Task user_pastes_the_codes_text_and_identifies()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var page = await chromium.OpenAsync("sv-SE");
        await page.GotoAsync(simulator.Server.PhoneUrl.ToString());
        await page.GetByLabel("Vems telefon?").SelectOptionAsync("Omar Haddad");
        await AssertAccessibleAsync(page);
        var order = await simulator.Rp.StartAsync("auth", Requests.Auth);

        await page.GetByLabel("Text från QR-kod eller startlänk").FillAsync(TestSimulator.Qr(order, 0));
        await page.GetByRole(AriaRole.Button, new() { Name = "Skanna" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Identifiera dig" }).WaitForAsync();
        await AssertAccessibleAsync(page);
        await page.GetByLabel("Säkerhetskod").FillAsync("000000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Identifiera" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Fel säkerhetskod.");
        await AssertAccessibleAsync(page);
        await page.GetByLabel("Säkerhetskod").FillAsync("123456");
        await page.GetByLabel("Säkerhetskod").PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Klart! Gå tillbaka till webbläsaren.");
        await AssertAccessibleAsync(page);
        var user = (await simulator.Rp.CollectAsync(order.OrderRef)).Json["completionData"]!["user"]!;
        Assert.Equal("Omar", user["givenName"]!.GetValue<string>());
    }

    [Fact]
    public async Task user_follows_a_link_to_the_phone_and_signs()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var page = await chromium.OpenAsync("en-GB", width: 1200);
        var order = await simulator.Rp.StartAsync("sign",
            """{"endUserIp":"198.51.100.7","userVisibleData":"SGVq","returnUrl":"https://shop.example/back#nonce=1"}""");
        var link = Uri.EscapeDataString($"bankid:///?autostarttoken={order.AutoStartToken}&redirect=null");

        await page.GotoAsync($"{simulator.Server.PhoneUrl}#open={link}");
        await page.GetByLabel("Who are you?").SelectOptionAsync("Mira Kowalska");
        Assert.Equal(simulator.Server.PhoneUrl.ToString(), page.Url);
        await AssertAccessibleAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await page.GetByText("Hej", new() { Exact = true }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Use fingerprint" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Go back to the page" }))
            .ToHaveAttributeAsync("href", "https://shop.example/back#nonce=1");
        Assert.Equal("complete", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
    }

    [Fact]
    public async Task user_in_a_call_opens_the_app_and_declines()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var page = await chromium.OpenAsync("en-GB");
        var order = await simulator.Rp.StartAsync("phone/auth", Requests.PhoneAuth);
        await page.GotoAsync(simulator.Server.PhoneUrl.ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Open the app" }).ClickAsync();
        await page.GetByText("Did AuthDemo call you, and are you talking now?").WaitForAsync();
        await AssertAccessibleAsync(page);

        await page.GetByRole(AriaRole.Button, new() { Name = "No", Exact = true }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("That did not work. You said you are not in a call.");
        Assert.Equal("failed/userDeclinedCall", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
    }

    [Fact]
    public async Task phone_notices_that_the_relying_party_cancelled()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var page = await chromium.OpenAsync("en-GB");
        var order = await simulator.Rp.StartAsync("auth", Requests.Auth);
        await page.GotoAsync($"{simulator.Server.PhoneUrl}#scan={Uri.EscapeDataString(TestSimulator.Qr(order, 0))}");
        await page.GetByLabel("Who are you?").WaitForAsync();

        await simulator.Rp.CancelAsync(order.OrderRef);

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("That did not work. The action was cancelled.");
    }

    [Fact]
    public async Task user_reads_formatted_text_before_signing()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var page = await chromium.OpenAsync("en-GB");
        const string text = "# Rental agreement\nBetween *Elsa* and <b>us</b>\n+ no pets\n---\n| Item | Price |\n|---|---|\n| Rent | 7 200 |";
        var data = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));
        var order = await simulator.Rp.StartAsync("sign",
            $$"""{"endUserIp":"198.51.100.7","userVisibleData":"{{data}}","userVisibleDataFormat":"simpleMarkdownV1"}""");

        await page.GotoAsync($"{simulator.Server.PhoneUrl}#scan={Uri.EscapeDataString(TestSimulator.Qr(order, 0))}");

        await page.GetByRole(AriaRole.Heading, new() { Name = "Rental agreement", Level = 2 }).WaitForAsync();
        await Assertions.Expect(page.Locator("#text").GetByRole(AriaRole.Strong)).ToHaveTextAsync("Elsa");
        await Assertions.Expect(page.GetByRole(AriaRole.Listitem)).ToHaveTextAsync("no pets");
        await Assertions.Expect(page.GetByRole(AriaRole.Cell)).ToHaveTextAsync(["Rent", "7 200"]);
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Text to read" })).ToContainTextAsync("<b>us</b>");
        await AssertAccessibleAsync(page);
    }

    [Fact]
    public async Task user_enters_three_wrong_codes_and_reads_one_message()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var page = await chromium.OpenAsync("en-GB");
        var order = await simulator.Rp.StartAsync("payment", Requests.Payment);
        await page.GotoAsync($"{simulator.Server.PhoneUrl}#scan={Uri.EscapeDataString(TestSimulator.Qr(order, 0))}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Assertions.Expect(page.Locator("#transaction")).ToContainTextAsync("100,50 SEK");
        await AssertAccessibleAsync(page);

        for (var left = 2; left >= 0; left--)
        {
            await page.GetByLabel("Security code").FillAsync("000000");
            await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
            if (left > 0)
                await Assertions.Expect(page.GetByText($"Attempts left: {left}.")).ToBeVisibleAsync();
        }

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("That did not work. Your BankID is blocked or too old.");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeHiddenAsync();
        await AssertAccessibleAsync(page);
    }

    [Fact]
    public async Task user_types_the_code_on_the_pad()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var page = await chromium.OpenAsync("en-GB");
        var order = await simulator.Rp.StartAsync("auth", Requests.Auth);
        await page.GotoAsync($"{simulator.Server.PhoneUrl}#scan={Uri.EscapeDataString(TestSimulator.Qr(order, 0))}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();

        foreach (var key in (string[])["1", "2", "3", "9", "Delete digit", "4", "5", "6"])
            await page.GetByRole(AriaRole.Button, new() { Name = key, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Identify" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Identified" })).ToBeVisibleAsync();
    }

    /// <summary>A poll that fails late, after the code was accepted, must not show an error above the success.</summary>
    [Fact]
    public async Task slow_response_to_a_poll_does_not_contradict_the_outcome()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var page = await chromium.OpenAsync("en-GB");
        var polled = new TaskCompletionSource();
        var released = new TaskCompletionSource();
        var failed = new TaskCompletionSource();
        await page.RouteAsync("**/api/look", async route =>
        {
            polled.TrySetResult();
            await released.Task;
            await route.AbortAsync();
            failed.TrySetResult();
        });
        var order = await simulator.Rp.StartAsync("auth", Requests.Auth);
        await page.GotoAsync($"{simulator.Server.PhoneUrl}#scan={Uri.EscapeDataString(TestSimulator.Qr(order, 0))}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await polled.Task;

        await page.GetByLabel("Security code").FillAsync("123456");
        await page.GetByLabel("Security code").PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Done! Go back to the browser.");
        released.SetResult();
        await failed.Task;

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Done! Go back to the browser.");
    }

    /// <summary>A page's link names the phone's window, so that every scan uses the same tab.</summary>
    [Fact]
    public async Task second_scan_goes_to_the_phone_that_is_open()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var page = await chromium.OpenAsync("en-GB");
        foreach (var number in (int[])[1, 2])
        {
            var order = await simulator.Rp.StartAsync("auth", Requests.Auth);
            var href = $"{simulator.Server.PhoneUrl}#scan={Uri.EscapeDataString(TestSimulator.Qr(order, 0))}";
            await page.SetContentAsync($"<a href='{href}' target='bankid-phone' rel='opener'>Scan {number}</a>");
            await page.GetByText($"Scan {number}").ClickAsync();
            await Assertions.Expect(page.Context.Pages.Count > 1 ? page.Context.Pages[1].GetByLabel("Who are you?")
                : (await page.Context.WaitForPageAsync()).GetByLabel("Who are you?")).ToBeVisibleAsync();
        }

        Assert.Equal(2, page.Context.Pages.Count);
    }

    [Fact]
    public async Task tester_follows_the_requests_of_one_order_on_a_narrow_screen()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var page = await chromium.OpenAsync("sv-SE", width: 390);
        await page.GotoAsync($"{simulator.Server.PhoneUrl}control");
        await page.GetByText("Inga anrop än.").WaitForAsync();
        var first = await simulator.Rp.StartAsync("auth", Requests.Auth);
        await simulator.Rp.StartAsync("sign", Requests.Sign);
        await simulator.Rp.CollectAsync(first.OrderRef);
        var items = page.Locator("#requests > li");
        await Assertions.Expect(items.Locator(".path")).ToHaveTextAsync(["/collect", "/sign", "/auth"]);

        await page.GetByRole(AriaRole.Button, new() { Name = "Visa anropen för order 1", Exact = true }).ClickAsync();
        await Assertions.Expect(items.Locator(".path")).ToHaveTextAsync(["/collect", "/auth"]);
        await items.First.ClickAsync();
        await Assertions.Expect(items.First.Locator("pre").Last).ToContainTextAsync("\"hintCode\": \"outstandingTransaction\"");
        await AssertAccessibleAsync(page);

        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Requests" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Phone" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Control" }).WaitForAsync();
    }

    [Fact]
    public async Task every_scenario_fault_and_rule_has_a_swedish_text()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var page = await chromium.OpenAsync("sv-SE");
        await page.GotoAsync($"{simulator.Server.PhoneUrl}control");
        async Task<string[]> KeysAsync(string kind) =>
            await page.EvaluateAsync<string[]>($"import('/control-texts.js').then(m => Object.keys(m.texts.sv['{kind}']))");

        // Faults that are a status and an error code are the same in every language.
        var codes = Faults.FaultCatalogue.All.Where(f => char.IsAsciiDigit(f.Summary[0]) && !f.Summary.Contains("with") && !f.Summary.Contains("10 s"));
        Assert.Equal(Scenarios.Scenario.All.Select(s => s.Name).Order(), (await KeysAsync("scenarioSummaries")).Order());
        Assert.Equal(Faults.FaultCatalogue.All.Except(codes).Select(f => f.Name).Order(), (await KeysAsync("faultSummaries")).Order());
        Assert.Equal(DocumentationTests.LintRules().Select(r => r.Name).Order(), (await KeysAsync("advice")).Order());
    }

    [Fact]
    public async Task tester_blocks_a_person_and_plans_a_fault_on_the_control_page()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var page = await chromium.OpenAsync("en-GB", width: 1200);
        await page.GotoAsync($"{simulator.Server.PhoneUrl}control");
        await page.GetByLabel("BankID of Elsa Lindqvist").SelectOptionAsync("blocked");
        await page.GetByLabel("Fault", new() { Exact = true }).SelectOptionAsync("maintenance");
        await page.GetByLabel("Operation", new() { Exact = true }).SelectOptionAsync("collect");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await page.GetByText("maintenance on collect, until cleared").WaitForAsync();
        await AssertAccessibleAsync(page);
        var (order, phone) = await simulator.ScannedAsync();

        Assert.Equal("503 maintenance", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
        Assert.Equal("certificateErr", (await simulator.Phone.EnterCodeAsync(phone))["failure"]);
        await Assertions.Expect(page.Locator("#orders")).ToContainTextAsync("failed / certificateErr");
    }

    [Fact]
    public async Task tester_creates_a_person_whose_phone_is_on_another_network()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var page = await chromium.OpenAsync("en-GB", width: 1200);
        await page.GotoAsync($"{simulator.Server.PhoneUrl}control");
        await page.GetByLabel("Id", new() { Exact = true }).FillAsync("nils");
        await page.GetByLabel("Personal number").FillAsync("199001019802");
        await page.GetByLabel("Given name").FillAsync("Nils");
        await page.GetByLabel("Surname").FillAsync("Berg");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add person" }).ClickAsync();
        await page.GetByLabel("Phone’s address of Nils Berg").FillAsync("203.0.113.77");
        await page.GetByLabel("Phone’s address of Nils Berg").PressAsync("Tab");
        await Assertions.Expect(page.GetByLabel("Given name")).ToHaveValueAsync("");
        await AssertAccessibleAsync(page);

        var (order, phone) = await simulator.ScannedAsync(holder: "nils");
        await simulator.Phone.EnterCodeAsync(phone);

        var data = (await simulator.Rp.CollectAsync(order.OrderRef)).Json["completionData"]!;
        Assert.Equal(("Nils Berg", "203.0.113.77"), ((string)data["user"]!["name"]!, (string)data["device"]!["ipAddress"]!));
    }

    private static async Task AssertAccessibleAsync(IPage page)
    {
        Assert.Empty(await AccessibilityRules.ViolationsAsync(script => page.EvaluateAsync(script)));
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.Equal(0, overflow);
    }
}
