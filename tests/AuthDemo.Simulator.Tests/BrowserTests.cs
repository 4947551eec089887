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
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu"],
        });
    }

    /// <summary>A fresh profile, as wide as a small phone unless said otherwise.</summary>
    public Task<IPage> OpenAsync(string locale, int width = 320) =>
        _browser!.NewPageAsync(new() { Locale = locale, ViewportSize = new() { Width = width, Height = 800 } });

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

/// <summary>The pages in a real browser, as a person meets them.</summary>
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
    public async Task tester_blocks_a_person_and_plans_a_fault_at_the_control_desk()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var page = await chromium.OpenAsync("en-GB", width: 1200);
        await page.GotoAsync($"{simulator.Server.PhoneUrl}control");
        await page.GetByLabel("BankID of Elsa Lindqvist").SelectOptionAsync("blocked");
        await page.GetByLabel("Add", new() { Exact = true }).SelectOptionAsync("maintenance");
        await page.GetByLabel("On", new() { Exact = true }).SelectOptionAsync("collect");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await page.GetByText("maintenance on collect, until cleared").WaitForAsync();
        await AssertAccessibleAsync(page);
        var (order, phone) = await simulator.ScannedAsync();

        Assert.Equal("503 maintenance", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
        Assert.Equal("certificateErr", (await simulator.Phone.EnterCodeAsync(phone))["failure"]);
        await Assertions.Expect(page.Locator("#orders")).ToContainTextAsync("failed / certificateErr");
    }

    [Fact]
    public async Task tester_makes_a_person_whose_phone_is_elsewhere()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var page = await chromium.OpenAsync("en-GB", width: 1200);
        await page.GotoAsync($"{simulator.Server.PhoneUrl}control");
        await page.GetByLabel("Id", new() { Exact = true }).FillAsync("nils");
        await page.GetByLabel("Personal number").FillAsync("199001019802");
        await page.GetByLabel("Given name").FillAsync("Nils");
        await page.GetByLabel("Surname").FillAsync("Berg");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add person" }).ClickAsync();
        await page.GetByLabel("Phone's address of Nils Berg").FillAsync("203.0.113.77");
        await page.GetByLabel("Phone's address of Nils Berg").PressAsync("Tab");
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
