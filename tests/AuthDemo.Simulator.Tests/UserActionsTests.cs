using System.Net;
using System.Text;

namespace AuthDemo.Simulator.Tests;

/// <summary>What the user does on the phone, and the hint code the relying party sees meanwhile.</summary>
public sealed class UserActionsTests
{
    [Fact]
    public async Task user_scans_chooses_identity_and_enters_the_code()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (order, phone) = await simulator.ScannedAsync(holder: null);
        Assert.Equal(("chooseIdentity", "AuthDemo", "auth"), (phone.Step, phone["relyingParty"], phone["flow"]));
        Assert.Equal("pending/started", await Outcome(simulator, order));

        phone = await simulator.Phone.PostAsync("choose", new { task = phone.Task, holder = "mira" });
        Assert.Equal("enterCode", phone.Step);
        Assert.Equal("pending/userSign", await Outcome(simulator, order));

        Assert.Equal("done", (await simulator.Phone.EnterCodeAsync(phone)).Step);
        Assert.Equal("complete", await Outcome(simulator, order));
    }

    [Fact]
    public async Task Sign_ShowsTheDecodedText()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var text = Convert.ToBase64String(Encoding.UTF8.GetBytes("Köp *två*\r\nböcker"));

        var (_, phone) = await simulator.ScannedAsync("sign",
            $$$"""{"endUserIp":"198.51.100.7","userVisibleData":"{{{text}}}","userVisibleDataFormat":"simpleMarkdownV1"}""");

        Assert.Equal(("sign", "Köp *två*\r\nböcker", "true"), (phone["flow"], phone["text"], phone["textIsMarkdown"]));
    }

    [Fact]
    public async Task Payment_ShowsTheTransaction()
    {
        await using var simulator = await TestSimulator.StartAsync();

        var (_, phone) = await simulator.ScannedAsync("payment", Requests.Payment);

        Assert.Equal("""{"type":"card","recipient":"Bokhandeln","amount":"100,50","currency":"SEK"}""",
            phone.Json["task"]!["transaction"]!.ToJsonString());
    }

    [Fact]
    public async Task EnterCode_WrongThreeTimes_IsCertificateErr()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (order, phone) = await simulator.ScannedAsync();

        var first = await simulator.Phone.EnterCodeAsync(phone, "000000");
        Assert.Equal((409, "wrongCode", "enterCode", "2"), (first.Status, first.Error, first.Step, first["codeAttemptsLeft"]));
        await simulator.Phone.EnterCodeAsync(phone, "000000");
        Assert.Equal("pending/userSign", await Outcome(simulator, order));
        var third = await simulator.Phone.EnterCodeAsync(phone, "000000");

        Assert.Equal((200, "failed", "certificateErr"), (third.Status, third.Step, third["failure"]));
        Assert.Equal("failed/certificateErr", await Outcome(simulator, order));
    }

    [Fact]
    public async Task EnterCode_RightAfterTwoWrong_Completes()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (_, phone) = await simulator.ScannedAsync();
        await simulator.Phone.EnterCodeAsync(phone, "000000");
        await simulator.Phone.EnterCodeAsync(phone, "1234567");

        Assert.Equal("done", (await simulator.Phone.EnterCodeAsync(phone)).Step);
    }

    [Fact]
    public async Task UseBiometrics_Completes_UnlessTheCodeIsRequired()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (_, free) = await simulator.ScannedAsync(holder: "elsa");
        var (_, bound) = await simulator.ScannedAsync("auth", """{"endUserIp":"198.51.100.7","requirement":{"pinCode":true}}""", "omar");

        Assert.Equal("done", (await simulator.Phone.DoAsync("use-biometrics", free)).Step);
        var refused = await simulator.Phone.DoAsync("use-biometrics", bound);

        Assert.Equal(("pinCodeRequired", "enterCode", "true"), (refused.Error, refused.Step, refused["pinCodeRequired"]));
    }

    [Fact]
    public async Task Cancel_IsUserCancel()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (order, phone) = await simulator.ScannedAsync();

        Assert.Equal("userCancel", (await simulator.Phone.DoAsync("cancel", phone))["failure"]);
        Assert.Equal("failed/userCancel", await Outcome(simulator, order));
    }

    [Fact]
    public async Task RequiredDocument_IsUserMrtdUntilRead()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (order, phone) = await simulator.ScannedAsync("auth", """{"endUserIp":"198.51.100.7","requirement":{"mrtd":true}}""");
        Assert.Equal("pending/userMrtd", await Outcome(simulator, order));
        Assert.Equal("wrongStep", (await simulator.Phone.EnterCodeAsync(phone)).Error);

        phone = await simulator.Phone.DoAsync("read-document", phone);

        Assert.Equal("enterCode", phone.Step);
        Assert.Equal("pending/userSign", await Outcome(simulator, order));
    }

    [Fact]
    public async Task PhoneOrder_AsksForTheCallFirst()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var order = await simulator.Rp.StartAsync("phone/sign", Requests.PhoneSign);
        Assert.Equal("pending/noClient", await Outcome(simulator, order));

        var phone = await simulator.Phone.PostAsync("start", new { holder = "elsa" });
        Assert.Equal(("confirmCall", "user"), (phone.Step, phone["callInitiator"]));
        Assert.Equal("pending/userCallConfirm", await Outcome(simulator, order));

        phone = await simulator.Phone.PostAsync("answer-call", new { task = phone.Task, inCall = true });
        Assert.Equal("enterCode", phone.Step);
        await simulator.Phone.EnterCodeAsync(phone);
        Assert.Equal("complete", await Outcome(simulator, order));
    }

    [Fact]
    public async Task PhoneOrder_NotInACall_IsUserDeclinedCall()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var order = await simulator.Rp.StartAsync("phone/auth", Requests.PhoneAuth);
        var phone = await simulator.Phone.PostAsync("start", new { holder = "elsa" });

        await simulator.Phone.PostAsync("answer-call", new { task = phone.Task, inCall = false });

        Assert.Equal("failed/userDeclinedCall", await Outcome(simulator, order));
    }

    [Fact]
    public async Task Start_WithoutAPhoneOrder_FindsNothing()
    {
        await using var simulator = await TestSimulator.StartAsync();
        await simulator.Rp.StartAsync("auth", """{"endUserIp":"198.51.100.7","requirement":{"personalNumber":"198507099821"}}""");
        await simulator.Rp.StartAsync("phone/auth", Requests.PhoneAuth.Replace("198507099821", "199203149837", StringComparison.Ordinal));

        Assert.Equal("nothingWaiting", (await simulator.Phone.PostAsync("start", new { holder = "elsa" })).Error);
    }

    [Fact]
    public async Task Choose_SomebodyElseThanBoundTo_IsRefusedAndCanBeMended()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var body = """{"endUserIp":"198.51.100.7","requirement":{"personalNumber":"198507099821"}}""";

        var (order, phone) = await simulator.ScannedAsync("auth", body, "omar");

        Assert.Equal(("wrongPerson", "chooseIdentity"), (phone.Error, phone.Step));
        Assert.Equal("pending/started", await Outcome(simulator, order));
        Assert.Equal("enterCode", (await simulator.Phone.PostAsync("choose", new { task = phone.Task, holder = "elsa" })).Step);
    }

    [Theory]
    [InlineData("1.2.752.78.1.5", "elsa", null)]
    [InlineData("1.2.3.4.25", "elsa", null)]
    [InlineData("1.2.752.78.*", "karl", null)]
    [InlineData("1.2.752.78.*.5", "elsa", null)]
    [InlineData("1.2.752.78.*.5", "karl", "noSuitableBankId")]
    [InlineData("1.2.752.78.1.5", "karl", "noSuitableBankId")]
    [InlineData("1.2.752.78.1.2", "elsa", "noSuitableBankId")]
    public async Task CertificatePolicies_DecideWhichBankIdIsAccepted(string policy, string holder, string? error)
    {
        await using var simulator = await TestSimulator.StartAsync();

        var (_, phone) = await simulator.ScannedAsync(
            "auth", $$$"""{"endUserIp":"198.51.100.7","requirement":{"certificatePolicies":["{{{policy}}}"]}}""", holder);

        Assert.Equal(error, phone.Error);
    }

    [Theory]
    [InlineData("look", "{}", "task is required and was not given")]
    [InlineData("look", """{"task":"x"}""", "task must be the handle that scan, open or start returned")]
    [InlineData("scan", """{"text":"x","holder":"nobody"}""", "holder must be the id of one of the phone holders; see /api/holders")]
    [InlineData("scan", """{"text":"x","ipAddress":"x"}""", "ipAddress must be an IPv4 or IPv6 address")]
    [InlineData("scan", "[]", "The body must be a JSON object in UTF-8.")]
    [InlineData("answer-call", """{"task":"11111111-0000-0000-0000-000000000000"}""", "inCall is required and was not given")]
    public async Task InvalidArguments_AreNamed(string verb, string body, string message)
    {
        await using var simulator = await TestSimulator.StartAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var response = await simulator.Phone.Http.PostAsync($"api/{verb}", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal($$$"""{"error":"invalidRequest","message":"{{{message}}}"}""",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task UnknownTask_Is404()
    {
        await using var simulator = await TestSimulator.StartAsync();

        var answer = await simulator.Phone.PostAsync("look", new { task = Guid.NewGuid() });

        Assert.Equal((404, "unknownTask"), (answer.Status, answer.Error));
    }

    private static async Task<string> Outcome(TestSimulator simulator, Started order) =>
        (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome;
}
