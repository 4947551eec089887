using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace AuthDemo.Simulator.Tests;

public sealed class ControlTests
{
    [Fact]
    public async Task AdvanceClock_MovesTheSimulatorsTimeOnly()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var order = await simulator.Rp.StartAsync("auth", Requests.Auth);

        var clock = (await simulator.Phone.ControlAsync("advance-clock", new { seconds = 30 })).Json;

        Assert.Equal(30, clock["offsetSeconds"]!.GetValue<double>());
        Assert.Equal(simulator.Time.GetUtcNow().AddSeconds(30), clock["now"]!.GetValue<DateTimeOffset>());
        Assert.Equal("failed/startFailed", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
    }

    [Theory]
    [InlineData("advance-clock", """{"seconds":-1}""", "seconds must be a whole number from 0 to 2592000")]
    [InlineData("advance-clock", "{}", "seconds is required and was not given")]
    [InlineData("put-identity", """{"id":"Åke"}""", "id may contain a-z, 0-9 and '-' only; personalNumber is required and was not given; givenName is required and was not given; surname is required and was not given")]
    [InlineData("put-identity", """{"id":"elsa","personalNumber":"198507099822"}""", "personalNumber must be 12 digits with a valid check digit")]
    [InlineData("put-identity", """{"id":"elsa","code":"12345x"}""", "code must be 6 digits")]
    [InlineData("put-identity", """{"id":"elsa","status":"lost"}""", "status must be one of active, blocked, expired")]
    [InlineData("put-identity", """{"id":"elsa","risk":"none"}""", "risk must be one of low, moderate, high, blocked")]
    [InlineData("put-identity", """{"id":"elsa","ipAddress":"home"}""", "ipAddress must be an IPv4 or IPv6 address, or same")]
    [InlineData("put-identity", """{"id":"elsa","issuedOn":"14/3 2025"}""", "issuedOn must be a date like 2025-03-14")]
    [InlineData("set-scenario", """{"name":"completes","holder":"nobody"}""", "holder must be the id of one of the phone holders")]
    public async Task InvalidArguments_AreNamedAndChangeNothing(string command, string body, string message)
    {
        await using var simulator = await TestSimulator.StartAsync();
        var before = await StateAsync(simulator);

        var answer = await simulator.Phone.ControlAsync(command, JsonNode.Parse(body)!);

        Assert.Equal((400, message), (answer.Status, answer.Json["message"]!.GetValue<string>()));
        Assert.Equal(before, await StateAsync(simulator));
    }

    [Theory]
    [InlineData("status", "blocked", "failed/certificateErr")]
    [InlineData("status", "expired", "failed/certificateErr")]
    [InlineData("risk", "blocked", "failed/transactionRiskBlocked")]
    public async Task PutIdentity_UnusableBankId_FailsWhenTheCodeIsEntered(string member, string value, string outcome)
    {
        await using var simulator = await TestSimulator.StartAsync();
        await simulator.Phone.ControlAsync("put-identity", new JsonObject { ["id"] = "elsa", [member] = value });
        var (order, phone) = await simulator.ScannedAsync();
        Assert.Equal("pending/userSign", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);

        await simulator.Phone.EnterCodeAsync(phone);

        Assert.Equal(outcome, (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
    }

    [Fact]
    public async Task PutIdentity_AppTooOld_FailsWhenPickedUp()
    {
        await using var simulator = await TestSimulator.StartAsync();
        await simulator.Phone.ControlAsync("put-identity", new { id = "elsa", appTooOld = true });

        var (order, _) = await simulator.ScannedAsync();

        Assert.Equal("failed/notSupportedByUserApp", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
    }

    [Fact]
    public async Task PutIdentity_DeclinesCalls_FailsPhoneOrders()
    {
        await using var simulator = await TestSimulator.StartAsync();
        await simulator.Phone.ControlAsync("put-identity", new { id = "elsa", declinesCalls = true });
        var order = await simulator.Rp.StartAsync("phone/auth", Requests.PhoneAuth);

        await simulator.Phone.PostAsync("start", new { holder = "elsa" });

        Assert.Equal("failed/userDeclinedCall", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
    }

    [Fact]
    public async Task PutIdentity_NewPerson_CanSignIn()
    {
        await using var simulator = await TestSimulator.StartAsync();
        await simulator.Phone.ControlAsync("put-identity", new
        {
            id = "lo", personalNumber = "201204019911", givenName = "Lo", surname = "Ek", code = "654321", kind = "card", risk = "high",
            ipAddress = "2001:db8::5", issuedOn = "2026-01-31",
        });
        var (order, phone) = await simulator.ScannedAsync("auth", """{"endUserIp":"198.51.100.7","returnRisk":true}""", "lo");
        await simulator.Phone.EnterCodeAsync(phone, "654321");

        var data = (await simulator.Rp.CollectAsync(order.OrderRef)).Json["completionData"]!;

        Assert.Equal(("201204019911", "Lo Ek"), (data["user"]!["personalNumber"]!.GetValue<string>(), data["user"]!["name"]!.GetValue<string>()));
        Assert.Equal(("high", "2001:db8::5", "2026-01-31Z"),
            (data["risk"]!.GetValue<string>(), data["device"]!["ipAddress"]!.GetValue<string>(), data["bankIdIssueDate"]!.GetValue<string>()));
    }

    [Fact]
    public async Task RemoveIdentity_RemovesThePhone()
    {
        await using var simulator = await TestSimulator.StartAsync();

        Assert.Equal(200, (await simulator.Phone.ControlAsync("remove-identity", new { id = "mira" })).Status);
        Assert.Equal("unknownIdentity", (await simulator.Phone.ControlAsync("remove-identity", new { id = "mira" })).Error);
        Assert.DoesNotContain("mira", await StateAsync(simulator), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orders_AreListedWithoutReferencesOrNames()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (order, _) = await simulator.ScannedAsync("sign", Requests.Sign);
        simulator.Advance(2.04);

        var orders = (await simulator.Phone.ControlAsync("orders")).Json["orders"]!.ToJsonString();

        Assert.Equal("""[{"number":1,"kind":"Sign","relyingParty":"AuthDemo","status":"pending","hintCode":"userSign","ageSeconds":2,"holder":"elsa","delivered":false}]""", orders);
        Assert.DoesNotContain(order.OrderRef, orders, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IssueCertificate_GivesAnotherRelyingPartyAccess()
    {
        await using var simulator = await TestSimulator.StartAsync();

        var issued = (await simulator.Phone.ControlAsync("issue-certificate", new { name = "Bokhandeln" })).Json;

        using var pem = X509Certificate2.CreateFromPem(issued["certificate"]!.GetValue<string>(), issued["key"]!.GetValue<string>());
        using var other = new RelyingPartyClient(simulator.Server, pem);
        var order = await other.StartAsync("auth", Requests.Auth);
        Assert.Equal("Bokhandeln", (await simulator.Phone.ScanAsync(TestSimulator.Qr(order, 0)))["relyingParty"]);
        using var p12 = X509CertificateLoader.LoadPkcs12(
            Convert.FromBase64String(issued["pkcs12"]!.GetValue<string>()), issued["pkcs12Password"]!.GetValue<string>());
        Assert.Equal(pem.Thumbprint, p12.Thumbprint);
    }

    [Fact]
    public async Task IssueCertificate_OfAnEllipticCurve_IsPossible()
    {
        await using var simulator = await TestSimulator.StartAsync();

        var issued = (await simulator.Phone.ControlAsync("issue-certificate", new { name = "Bokhandeln", key = "ec" })).Json;

        using var pem = X509Certificate2.CreateFromPem(issued["certificate"]!.GetValue<string>(), issued["key"]!.GetValue<string>());
        Assert.NotNull(pem.GetECDsaPublicKey());
    }

    [Fact]
    public async Task Requests_AreListedWithBodiesAndOrder()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var order = await simulator.Rp.StartAsync("auth", Requests.Auth);
        await simulator.Rp.StartAsync("sign", Requests.Sign);
        await simulator.Rp.CollectAsync(order.OrderRef);
        await simulator.Rp.PostAsync("auth", Requests.Auth, header: ("X-Simulator-Fault", "maintenance"));
        await simulator.Rp.PostAsync("nowhere", "{}");

        var all = await RequestsAsync(simulator, new { });
        Assert.Equal(
            ["1 auth 200 order 1", "2 sign 200 order 2", "3 collect 200 order 1", "4 auth 503 maintenance", "5 nowhere 404"], all.Select(Line));
        Assert.Equal(["1 auth 200 order 1", "3 collect 200 order 1"], (await RequestsAsync(simulator, new { order = 1 })).Select(Line));
        Assert.Equal(["5 nowhere 404"], (await RequestsAsync(simulator, new { after = 4 })).Select(Line));
        Assert.Equal(Requests.Auth, all[0]!["requestBody"]!.GetValue<string>());
        Assert.Contains(order.QrStartSecret, all[0]!["responseBody"]!.GetValue<string>(), StringComparison.Ordinal);

        await simulator.Phone.ControlAsync("clear-requests");
        Assert.Empty(await RequestsAsync(simulator, new { }));
    }

    [Fact]
    public async Task Requests_KeepTheMostRecentOnes()
    {
        await using var simulator = await TestSimulator.StartAsync();
        for (var i = 0; i < 501; i++)
            await simulator.Rp.PostAsync("collect", "{}");

        var requests = await RequestsAsync(simulator, new { });

        Assert.Equal((500, 2), (requests.Count, requests[0]!["number"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Reset_RestoresTheInitialState()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var before = await StateAsync(simulator);
        await simulator.Phone.ControlAsync("put-identity", new { id = "elsa", status = "blocked" });
        await simulator.Phone.ControlAsync("set-scenario", new { name = "completes" });
        await simulator.Phone.ControlAsync("add-fault", new { fault = "slow", operation = "cancel" });
        await simulator.Rp.PostAsync("auth", "{}");
        await simulator.Rp.PostAsync("auth", Requests.Auth);
        Assert.NotEqual(before, await StateAsync(simulator));

        await simulator.Phone.ControlAsync("reset");

        Assert.Equal(before, await StateAsync(simulator));
    }

    private static async Task<JsonArray> RequestsAsync(TestSimulator simulator, object filter) =>
        (await simulator.Phone.ControlAsync("requests", filter)).Json["requests"]!.AsArray();

    private static string Line(JsonNode? request) => string.Join(' ', ((string?[])[
        $"{request!["number"]}", request["path"]!.GetValue<string>().Split('/')[^1], $"{request["status"]}",
        request["order"] is { } order ? $"order {order}" : null, request["fault"]?.GetValue<string>()]).Where(part => part is not null));

    private static async Task<string> StateAsync(TestSimulator simulator)
    {
        var state = "";
        foreach (var command in (string[])["clock", "identities", "scenarios", "faults", "lint", "orders", "requests"])
            state += (await simulator.Phone.ControlAsync(command)).Json.ToJsonString();
        return state;
    }
}
