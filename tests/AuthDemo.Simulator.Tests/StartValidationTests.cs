using System.Text;

namespace AuthDemo.Simulator.Tests;

/// <summary>Every rule for the members of a start request, one row each.</summary>
public sealed class StartValidationTests
{
    private const string Ip = "\"endUserIp\":\"198.51.100.7\"";

    public static TheoryData<string, string> Refused => new()
    {
        { "{}", "endUserIp is required and was not given" },
        { """{"endUserIp":null}""", "endUserIp is required and was not given" },
        { """{"endUserIp":7}""", "endUserIp must be a string; a number was given" },
        { """{"endUserIp":""}""", "endUserIp must be 1 to 45 characters; 0 were given" },
        { """{"endUserIp":"1"}""", "endUserIp must be an IPv4 or IPv6 address" },
        { """{"endUserIp":"198.51.100.256"}""", "endUserIp must be an IPv4 or IPv6 address" },
        { """{"endUserIp":"198.51.100.7:80"}""", "endUserIp must be an IPv4 or IPv6 address" },
        { """{"endUserIp":"[2001:db8::1]"}""", "endUserIp must be an IPv4 or IPv6 address" },
        { """{"endUserIp":"fe80::1%eth0"}""", "endUserIp must be an IPv4 or IPv6 address" },
        { $$$"""{{{{Ip}}},"userVisibleData":""}""", "userVisibleData must be 1 to 1500 characters; 0 were given" },
        { $$$"""{{{{Ip}}},"userVisibleData":"Hej!"}""", "userVisibleData must be base64" },
        { $$$"""{{{{Ip}}},"userVisibleData":"SGV qIQ=="}""", "userVisibleData must be base64" },
        { $$$"""{{{{Ip}}},"userVisibleData":"_-_-"}""", "userVisibleData must be base64" },
        { $$$"""{{{{Ip}}},"userVisibleData":"/w=="}""", "userVisibleData must be base64 of UTF-8" },
        { $$$"""{{{{Ip}}},"userVisibleData":"{{{Base64(1504)}}}"}""", "userVisibleData must be 1 to 1500 characters; 1504 were given" },
        { $$$"""{{{{Ip}}},"userNonVisibleData":"{{{Base64(1504)}}}"}""", "userNonVisibleData must be 1 to 1500 characters; 1504 were given" },
        { $$$"""{{{{Ip}}},"userVisibleDataFormat":"markdown"}""", "userVisibleDataFormat must be one of plaintext, simpleMarkdownV1" },
        { $$$"""{{{{Ip}}},"returnUrl":""}""", "returnUrl must be 1 to 512 characters; 0 were given" },
        { $$$"""{{{{Ip}}},"returnUrl":"{{{new string('u', 513)}}}"}""", "returnUrl must be 1 to 512 characters; 513 were given" },
        { $$$"""{{{{Ip}}},"returnRisk":"true"}""", "returnRisk must be true or false; a string was given" },
        { $$$"""{{{{Ip}}},"requirement":[]}""", "requirement must be an object; an array was given" },
        { $$$"""{{{{Ip}}},"requirement":{"pinCode":1}}""", "requirement.pinCode must be true or false; a number was given" },
        { $$$"""{{{{Ip}}},"requirement":{"mrtd":"yes"}}""", "requirement.mrtd must be true or false; a string was given" },
        { $$$"""{{{{Ip}}},"requirement":{"cardReader":"class3"}}""", "requirement.cardReader must be one of class1, class2" },
        { $$$"""{{{{Ip}}},"requirement":{"certificatePolicies":"1.2.752.78.1.5"}}""", "requirement.certificatePolicies must be an array of strings; a string was given" },
        { $$$"""{{{{Ip}}},"requirement":{"certificatePolicies":[]}}""", "requirement.certificatePolicies must be an array of one string or more" },
        { $$$"""{{{{Ip}}},"requirement":{"certificatePolicies":["1.2.752.*"]}}""", "requirement.certificatePolicies must be OIDs; one part may be *, from the fifth on" },
        { $$$"""{{{{Ip}}},"requirement":{"certificatePolicies":["1.2.752.78.*.*"]}}""", "requirement.certificatePolicies must be OIDs; one part may be *, from the fifth on" },
        { $$$"""{{{{Ip}}},"requirement":{"personalNumber":"8507099821"}}""", "requirement.personalNumber must be 12 to 12 characters; 10 were given" },
        { $$$"""{{{{Ip}}},"requirement":{"personalNumber":"850709-98211"}}""", "requirement.personalNumber must be 12 digits" },
        { $$$"""{{{{Ip}}},"web":{}}""", "web must have at least one member" },
        { $$$"""{{{{Ip}}},"app":{}}""", "app must have at least one member" },
        { $$$"""{{{{Ip}}},"web":{"deviceIdentifier":"a"},"app":{"deviceIdentifier":"a"}}""", "app and web exclude each other" },
        { $$$"""{{{{Ip}}},"web":{"referringDomain":"ab"}}""", "web.referringDomain must be 3 to 253 characters; 2 were given" },
        { $$$"""{{{{Ip}}},"web":{"referringDomain":"Example.com"}}""", "web.referringDomain may hold a-z, 0-9, '.' and '-' only" },
        { $$$"""{{{{Ip}}},"web":{"userAgent":"{{{new string('a', 257)}}}"}}""", "web.userAgent must be 1 to 256 characters; 257 were given" },
        { $$$"""{{{{Ip}}},"web":{"deviceIdentifier":"{{{new string('a', 65)}}}"}}""", "web.deviceIdentifier must be 1 to 64 characters; 65 were given" },
        { """{"endUserIp":"x","returnUrl":""}""", "endUserIp must be an IPv4 or IPv6 address; returnUrl must be 1 to 512 characters; 0 were given" },
    };

    public static TheoryData<string> Accepted =>
    [
        """{"endUserIp":"2001:db8::1"}""",
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
    public async Task Auth_BadMember_IsNamedWithItsLimitAndNoOrderIsMade(string body, string details)
    {
        await using var simulator = await TestSimulator.StartAsync();

        var answer = await simulator.Rp.PostAsync("auth", body);

        Assert.Equal("400 invalidParameters", answer.Outcome);
        Assert.Equal(details, answer.Text("details"));
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task Auth_GoodMembers_StartAnOrder(string body)
    {
        await using var simulator = await TestSimulator.StartAsync();

        Assert.Equal(200, (await simulator.Rp.PostAsync("auth", body)).Status);
    }

    [Theory]
    [InlineData($$$"""{{{{Ip}}}}""", "userVisibleData is required and was not given")]
    [InlineData("""{"userVisibleData":"SGVq"}""", "endUserIp is required and was not given")]
    public async Task Sign_MissingMember_IsNamed(string body, string details)
    {
        await using var simulator = await TestSimulator.StartAsync();

        Assert.Equal(details, (await simulator.Rp.PostAsync("sign", body)).Text("details"));
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
    [InlineData("{}", "userVisibleTransaction is required and was not given")]
    [InlineData("""{"transactionType":"cash","recipient":{"name":"x"}}""", "userVisibleTransaction.transactionType must be one of card, npa")]
    [InlineData("""{"transactionType":"card"}""", "userVisibleTransaction.recipient is required and was not given")]
    [InlineData("""{"transactionType":"card","recipient":{}}""", "userVisibleTransaction.recipient.name is required and was not given")]
    [InlineData("""{"transactionType":"npa","recipient":{"name":"x"},"money":{"amount":"1","currency":"SEK"}}""", "userVisibleTransaction.money is not allowed when transactionType is npa")]
    [InlineData("""{"transactionType":"card","recipient":{"name":"x"},"money":{"amount":"1,0,0","currency":"SEK"}}""", "userVisibleTransaction.money.amount must be digits with at most one ','")]
    [InlineData("""{"transactionType":"card","recipient":{"name":"x"},"money":{"amount":"1.50","currency":"SEK"}}""", "userVisibleTransaction.money.amount must be digits with at most one ','")]
    [InlineData("""{"transactionType":"card","recipient":{"name":"x"},"money":{"amount":"1","currency":"sek"}}""", "userVisibleTransaction.money.currency must be an ISO 4217 code in capitals")]
    public async Task Payment_BadTransaction_IsNamed(string transaction, string details)
    {
        await using var simulator = await TestSimulator.StartAsync();
        var body = transaction == "{}" ? $$$"""{{{{Ip}}}}""" : $$$"""{{{{Ip}}},"userVisibleTransaction":{{{transaction}}}}""";

        Assert.Equal(details, (await simulator.Rp.PostAsync("payment", body)).Text("details"));
    }

    [Fact]
    public async Task Payment_UnknownRiskFlag_IsRefused()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var body = $$$$"""{{{{{Ip}}}},"riskFlags":["newCard","tooGood"],"userVisibleTransaction":{"transactionType":"npa","recipient":{"name":"x"}}}""";

        Assert.StartsWith("riskFlags must be from newCard,", (await simulator.Rp.PostAsync("payment", body)).Text("details"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sign", Requests.Sign)]
    [InlineData("payment", Requests.Payment)]
    public async Task SignAndPayment_GoodRequest_AnswerFourMembers(string path, string body)
    {
        await using var simulator = await TestSimulator.StartAsync();

        Assert.Equal(4, (await simulator.Rp.PostAsync(path, body)).Json.Count);
    }

    [Theory]
    [InlineData("phone/auth", Requests.PhoneAuth)]
    [InlineData("phone/sign", Requests.PhoneSign)]
    public async Task PhoneOrders_GoodRequest_AnswerTheOrderRefOnly(string path, string body)
    {
        await using var simulator = await TestSimulator.StartAsync();

        Assert.Equal(["orderRef"], (await simulator.Rp.PostAsync(path, body)).Json.Select(m => m.Key));
    }

    [Theory]
    [InlineData("""{"callInitiator":"RP"}""", "personalNumber is required and was not given")]
    [InlineData("""{"personalNumber":"198507099821"}""", "callInitiator is required and was not given")]
    [InlineData("""{"personalNumber":"198507099821","callInitiator":"rp"}""", "callInitiator must be one of user, RP")]
    [InlineData("""{"personalNumber":"198507099821","callInitiator":"User"}""", "callInitiator must be one of user, RP")]
    public async Task PhoneAuth_BadMember_IsNamed(string body, string details)
    {
        await using var simulator = await TestSimulator.StartAsync();

        Assert.Equal(details, (await simulator.Rp.PostAsync("phone/auth", body)).Text("details"));
    }

    private static string Base64(int length) => Convert.ToBase64String(Encoding.ASCII.GetBytes(new string('a', length / 4 * 3)));
}
