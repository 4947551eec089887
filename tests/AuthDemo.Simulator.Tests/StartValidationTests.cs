using System.Text;

namespace AuthDemo.Simulator.Tests;

/// <summary>Every rule for the members of a start request, one row each.</summary>
public sealed class StartValidationTests
{
    private const string Ip = "\"endUserIp\":\"198.51.100.7\"";

    public static TheoryData<string, string, string> Refused => new()
    {
        { "{}", "Invalid endUserIp", "endUserIp is required and was not given" },
        { """{"endUserIp":null}""", "Invalid endUserIp", "endUserIp is required and was not given" },
        { """{"endUserIp":7}""", "Invalid endUserIp", "endUserIp must be a string; a number was given" },
        { """{"endUserIp":""}""", "Invalid endUserIp", "endUserIp must be 1 to 45 characters; 0 were given" },
        { """{"endUserIp":"1"}""", "Invalid endUserIp", "endUserIp must be an IPv4 or IPv6 address" },
        { """{"endUserIp":"010.1.1.1"}""", "Invalid endUserIp", "endUserIp must be an IPv4 or IPv6 address" },
        { """{"endUserIp":"198.51.100.256"}""", "Invalid endUserIp", "endUserIp must be an IPv4 or IPv6 address" },
        { """{"endUserIp":"198.51.100.7:80"}""", "Invalid endUserIp", "endUserIp must be an IPv4 or IPv6 address" },
        { """{"endUserIp":"[2001:db8::1]"}""", "Invalid endUserIp", "endUserIp must be an IPv4 or IPv6 address" },
        { """{"endUserIp":"fe80::1%eth0"}""", "Invalid endUserIp", "endUserIp must be an IPv4 or IPv6 address" },
        { $$$"""{{{{Ip}}},"userVisibleData":""}""", "Invalid userVisibleData", "userVisibleData must be 1 to 1500 characters; 0 were given" },
        { $$$"""{{{{Ip}}},"userVisibleData":"Hej!"}""", "Invalid userVisibleData", "userVisibleData must be base64" },
        { $$$"""{{{{Ip}}},"userVisibleData":"_-_-"}""", "Invalid userVisibleData", "userVisibleData must be base64" },
        { $$$"""{{{{Ip}}},"userVisibleData":"/w=="}""", "Invalid userVisibleData", "userVisibleData must be base64 of UTF-8" },
        { $$$"""{{{{Ip}}},"userVisibleData":"{{{Base64(1504)}}}"}""", "Invalid userVisibleData", "userVisibleData must be 1 to 1500 characters; 1504 were given" },
        { $$$"""{{{{Ip}}},"userNonVisibleData":"{{{Base64(1504)}}}"}""", "Invalid userNonVisibleData", "userNonVisibleData must be 1 to 1500 characters; 1504 were given" },
        { $$$"""{{{{Ip}}},"userVisibleDataFormat":"markdown"}""", "Invalid userVisibleDataFormat", "userVisibleDataFormat must be one of plaintext, simpleMarkdownV1" },
        { $$$"""{{{{Ip}}},"returnUrl":""}""", "Invalid returnUrl", "returnUrl must be 1 to 512 characters; 0 were given" },
        { $$$"""{{{{Ip}}},"returnUrl":"{{{new string('u', 513)}}}"}""", "Invalid returnUrl", "returnUrl must be 1 to 512 characters; 513 were given" },
        { $$$"""{{{{Ip}}},"returnRisk":"true"}""", "Invalid returnRisk", "returnRisk must be true or false; a string was given" },
        { $$$"""{{{{Ip}}},"requirement":[]}""", "Invalid requirement", "requirement must be an object; an array was given" },
        { $$$"""{{{{Ip}}},"requirement":{"pinCode":1}}""", "Invalid requirement", "requirement.pinCode must be true or false; a number was given" },
        { $$$"""{{{{Ip}}},"requirement":{"mrtd":"yes"}}""", "Invalid requirement", "requirement.mrtd must be true or false; a string was given" },
        { $$$"""{{{{Ip}}},"requirement":{"cardReader":"class3"}}""", "Invalid requirement", "requirement.cardReader must be one of class1, class2" },
        { $$$"""{{{{Ip}}},"requirement":{"certificatePolicies":"1.2.752.78.1.5"}}""", "Invalid requirement", "requirement.certificatePolicies must be an array of strings; a string was given" },
        { $$$"""{{{{Ip}}},"requirement":{"certificatePolicies":[]}}""", "Invalid requirement", "requirement.certificatePolicies must be an array of one string or more" },
        { $$$"""{{{{Ip}}},"requirement":{"certificatePolicies":["1.2.752.*"]}}""", "Invalid requirement", "requirement.certificatePolicies must be OIDs; one part may be *, from the fifth on" },
        { $$$"""{{{{Ip}}},"requirement":{"certificatePolicies":["1.2.752.78.*.*"]}}""", "Invalid requirement", "requirement.certificatePolicies must be OIDs; one part may be *, from the fifth on" },
        { $$$"""{{{{Ip}}},"requirement":{"personalNumber":"8507099821"}}""", "Incorrect personalNumber", "requirement.personalNumber must be 12 to 12 characters; 10 were given" },
        { $$$"""{{{{Ip}}},"requirement":{"personalNumber":"850709-98211"}}""", "Incorrect personalNumber", "requirement.personalNumber must be 12 digits" },
        { $$$"""{{{{Ip}}},"web":{}}""", "Invalid web", "web must have at least one member" },
        { $$$"""{{{{Ip}}},"app":{}}""", "Invalid app", "app must have at least one member" },
        { $$$"""{{{{Ip}}},"web":{"deviceIdentifier":"a"},"app":{"deviceIdentifier":"a"}}""", "Invalid app", "app and web exclude each other" },
        { $$$"""{{{{Ip}}},"web":{"referringDomain":"ab"}}""", "Invalid web", "web.referringDomain must be 3 to 253 characters; 2 were given" },
        { $$$"""{{{{Ip}}},"web":{"referringDomain":"Example.com"}}""", "Invalid web", "web.referringDomain may contain a-z, 0-9, '.' and '-' only" },
        { $$$"""{{{{Ip}}},"web":{"userAgent":"{{{new string('a', 257)}}}"}}""", "Invalid web", "web.userAgent must be 1 to 256 characters; 257 were given" },
        { $$$"""{{{{Ip}}},"web":{"deviceIdentifier":"{{{new string('a', 65)}}}"}}""", "Invalid web", "web.deviceIdentifier must be 1 to 64 characters; 65 were given" },
        { """{"endUserIp":"x","returnUrl":""}""", "Invalid endUserIp", "endUserIp must be an IPv4 or IPv6 address; returnUrl must be 1 to 512 characters; 0 were given" },
    };

    public static TheoryData<string> Accepted =>
    [
        """{"endUserIp":"2001:db8::1"}""",
        $$$"""{{{{Ip}}},"userVisibleData":"UGxlYXNlIGxvZ2luIQ==\n"}""",
        $$$"""{{{{Ip}}},"userVisibleData":"SGVq\r\nIEhl\tag=="}""",
        $$$"""{{{{Ip}}},"userVisibleData":"SGVqIQ"}""",
        $$$"""{{{{Ip}}},"userVisibleData":"{{{Base64(1500)}}}","userNonVisibleData":"{{{Base64(1500)}}}"}""",
        $$$"""{{{{Ip}}},"userVisibleData":null,"requirement":null,"returnUrl":null}""",
        $$$"""{{{{Ip}}},"userVisibleData":"SGVq","userVisibleDataFormat":"simpleMarkdownV1"}""",
        $$$"""{{{{Ip}}},"userVisibleData":"SGVq","userVisibleDataFormat":"plaintext"}""",
        $$$"""{{{{Ip}}},"returnUrl":"{{{new string('u', 512)}}}","returnRisk":true}""",
        $$$"""{{{{Ip}}},"requirement":{"pinCode":true,"mrtd":false,"cardReader":"class2","risk":"LOW","certificatePolicies":["1.2.752.78.*","1.2.752.78.*.5","1.2.3.4.25"]}}""",
        $$$"""{{{{Ip}}},"requirement":{"personalNumber":"199006292360"}}""",
        $$$"""{{{{Ip}}},"web":{"referringDomain":"xn--hgskola-n4a.se","userAgent":"Mozilla/5.0","deviceIdentifier":"a"}}""",
        $$$"""{{{{Ip}}},"app":{"appIdentifier":"se.example","deviceOS":"iOS 19","deviceModelName":"x","deviceIdentifier":"a"}}""",
        $$$"""{{{{Ip}}},"somethingNew":{"x":[1]}}""",
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Auth_InvalidMember_IsNamedInTheServicesWords(string body, string details, string finding)
    {
        await using var simulator = await TestSimulator.StartAsync();

        await AssertRefusedAsync(simulator, "auth", body, details, finding);
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task Auth_ValidMembers_StartAnOrder(string body)
    {
        await using var simulator = await TestSimulator.StartAsync();

        Assert.Equal(200, (await simulator.Rp.PostAsync("auth", body)).Status);
    }

    [Theory]
    [InlineData($$$"""{{{{Ip}}}}""", "Invalid userVisibleData", "userVisibleData is required and was not given")]
    [InlineData("""{"userVisibleData":"SGVq"}""", "Invalid endUserIp", "endUserIp is required and was not given")]
    public async Task Sign_MissingMember_IsNamed(string body, string details, string finding)
    {
        await using var simulator = await TestSimulator.StartAsync();

        await AssertRefusedAsync(simulator, "sign", body, details, finding);
    }

    [Theory]
    [InlineData(40_000, 200_000, 200)]
    [InlineData(40_004, 4, 400)]
    [InlineData(4, 200_004, 400)]
    public async Task Sign_Sizes_AreOfTheBase64Text(int visible, int nonVisible, int status)
    {
        await using var simulator = await TestSimulator.StartAsync();

        var answer = await simulator.Rp.PostAsync("sign",
            $$$"""{{{{Ip}}},"userVisibleData":"{{{Base64(visible)}}}","userNonVisibleData":"{{{Base64(nonVisible)}}}"}""");

        Assert.Equal(status, answer.Status);
    }

    [Theory]
    [InlineData("{}", "Invalid userVisibleTransaction", "userVisibleTransaction is required and was not given")]
    [InlineData("""{"transactionType":"cash","recipient":{"name":"x"}}""", "transactionType is not a valid transaction type", "userVisibleTransaction.transactionType must be one of card, npa")]
    [InlineData("""{"transactionType":"card"}""", "Recipient name is invalid", "userVisibleTransaction.recipient is required and was not given")]
    [InlineData("""{"transactionType":"card","recipient":{"name":"0123456789012345678901234567890123456789x"}}""", "Recipient name is invalid", "userVisibleTransaction.recipient.name must be 1 to 40 characters; 41 were given")]
    [InlineData("""{"transactionType":"card","recipient":{"name":"x"},"money":{"amount":"1234567890123456789012345678901234567890123456789","currency":"SEK"}}""", "money has invalid amount or currency", "userVisibleTransaction.money.amount must be 1 to 48 characters; 49 were given")]
    [InlineData("""{"transactionType":"card","recipient":{}}""", "Recipient name is invalid", "userVisibleTransaction.recipient.name is required and was not given")]
    [InlineData("""{"transactionType":"npa","recipient":{"name":"x"},"money":{"amount":"1","currency":"SEK"}}""", "money has invalid amount or currency", "userVisibleTransaction.money is not allowed when transactionType is npa")]
    [InlineData("""{"transactionType":"card","recipient":{"name":"x"},"money":{"amount":"1,0,0","currency":"SEK"}}""", "money has invalid amount or currency", "userVisibleTransaction.money.amount must be digits with at most one ','")]
    [InlineData("""{"transactionType":"card","recipient":{"name":"x"},"money":{"amount":"1.50","currency":"SEK"}}""", "money has invalid amount or currency", "userVisibleTransaction.money.amount must be digits with at most one ','")]
    [InlineData("""{"transactionType":"card","recipient":{"name":"x"},"money":{"amount":"1","currency":"sek"}}""", "money has invalid amount or currency", "userVisibleTransaction.money.currency must be an ISO 4217 code in capitals")]
    public async Task Payment_InvalidTransaction_IsNamedInTheServicesWords(string transaction, string details, string finding)
    {
        await using var simulator = await TestSimulator.StartAsync();
        var body = transaction == "{}" ? $$$"""{{{{Ip}}}}""" : $$$"""{{{{Ip}}},"userVisibleTransaction":{{{transaction}}}}""";

        await AssertRefusedAsync(simulator, "payment", body, details, finding);
    }

    [Theory]
    [InlineData("payment", Requests.Payment)]
    [InlineData("other/payment", Requests.OtherPayment)]
    public async Task Payments_HiddenDataWithoutVisibleData_AreRefused(string path, string body)
    {
        await using var simulator = await TestSimulator.StartAsync();
        var hidden = body.TrimEnd()[..^1] + ",\"userNonVisibleData\":\"SGVq\"}";

        await AssertRefusedAsync(
            simulator, path, hidden, "userNonVisible data requires userVisibleData", "userNonVisibleData requires userVisibleData");
    }

    [Theory]
    [InlineData("""{"userVisibleTransaction":{"transactionType":"card","recipient":{"name":"x"}}}""", "Incorrect personalNumber", "personalNumber is required and was not given")]
    [InlineData("""{"personalNumber":"198507099821"}""", "Invalid userVisibleTransaction", "userVisibleTransaction is required and was not given")]
    public async Task OtherPayment_InvalidMember_IsNamedInTheServicesWords(string body, string details, string finding)
    {
        await using var simulator = await TestSimulator.StartAsync();

        await AssertRefusedAsync(simulator, "other/payment", body, details, finding);
    }

    [Fact]
    public async Task OtherPayment_Twice_IsAlreadyInProgress()
    {
        await using var simulator = await TestSimulator.StartAsync();
        await simulator.Rp.PostAsync("other/payment", Requests.OtherPayment);

        var second = await simulator.Rp.PostAsync("other/payment", Requests.OtherPayment);

        Assert.Equal("""{"errorCode":"alreadyInProgress","details":"Order already in progress for pno"}""", second.Body);
    }

    [Fact]
    public async Task OtherPayment_PersonOpensTheApp_SeesTheTransactionAndApproves()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var order = await simulator.Rp.StartAsync("other/payment", Requests.OtherPayment);
        Assert.Equal("pending/noClient", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);

        var phone = await simulator.Phone.PostAsync("start", new { holder = "elsa" });
        Assert.Equal(("otherPayment", "enterCode"), (phone["flow"], phone.Step));
        await simulator.Phone.EnterCodeAsync(phone);

        Assert.Equal("complete", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
    }

    [Fact]
    public async Task Payment_UnknownRiskFlag_IsRefused()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var body = $$$$"""{{{{{Ip}}}},"riskFlags":["newCard","tooGood"],"userVisibleTransaction":{"transactionType":"npa","recipient":{"name":"x"}}}""";

        Assert.Equal("Invalid riskFlags", (await simulator.Rp.PostAsync("payment", body)).Text("details"));
    }

    [Theory]
    [InlineData("sign", Requests.Sign)]
    [InlineData("payment", Requests.Payment)]
    public async Task SignAndPayment_ValidRequest_ReturnFourMembers(string path, string body)
    {
        await using var simulator = await TestSimulator.StartAsync();

        Assert.Equal(4, (await simulator.Rp.PostAsync(path, body)).Json.Count);
    }

    [Theory]
    [InlineData("phone/auth", Requests.PhoneAuth)]
    [InlineData("phone/sign", Requests.PhoneSign)]
    [InlineData("other/payment", Requests.OtherPayment)]
    public async Task OrdersToAPerson_ValidRequest_ReturnTheOrderRefOnly(string path, string body)
    {
        await using var simulator = await TestSimulator.StartAsync();

        Assert.Equal(["orderRef"], (await simulator.Rp.PostAsync(path, body)).Json.Select(m => m.Key));
    }

    [Theory]
    [InlineData("""{"callInitiator":"RP"}""", "Incorrect personalNumber", "personalNumber is required and was not given")]
    [InlineData("""{"personalNumber":"198507099821"}""", "Incorrect callInitiator", "callInitiator is required and was not given")]
    [InlineData("""{"personalNumber":"198507099821","callInitiator":"rp"}""", "Incorrect callInitiator", "callInitiator must be one of user, RP")]
    [InlineData("""{"personalNumber":"198507099821","callInitiator":"User"}""", "Incorrect callInitiator", "callInitiator must be one of user, RP")]
    public async Task PhoneAuth_InvalidMember_IsNamedInTheServicesWords(string body, string details, string finding)
    {
        await using var simulator = await TestSimulator.StartAsync();

        await AssertRefusedAsync(simulator, "phone/auth", body, details, finding);
    }

    /// <summary>The response names one problem in the service's words, the lint report all of them with their limits.</summary>
    private static async Task AssertRefusedAsync(TestSimulator simulator, string path, string body, string details, string finding)
    {
        var response = await simulator.Rp.PostAsync(path, body);

        Assert.Equal(("400 invalidParameters", details), (response.Outcome, response.Text("details")));
        var report = (await simulator.Phone.ControlAsync("lint")).Json["findings"]!.AsArray();
        Assert.Equal(finding, Assert.Single(report, f => f!["rule"]!.GetValue<string>() is "invalid-parameters")!["detail"]!.GetValue<string>());
        Assert.Empty((await simulator.Phone.ControlAsync("orders")).Json["orders"]!.AsArray());
    }

    private static string Base64(int length) => Convert.ToBase64String(Encoding.ASCII.GetBytes(new string('a', length / 4 * 3)));
}
