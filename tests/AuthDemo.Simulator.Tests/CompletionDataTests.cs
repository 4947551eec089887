using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace AuthDemo.Simulator.Tests;

public sealed class CompletionDataTests
{
    [Fact]
    public async Task CompletionData_HasExactlyTheDocumentedMembers()
    {
        await using var simulator = await TestSimulator.StartAsync();

        var (answer, data) = await CompleteAsync(simulator, Requests.Auth, "asa");

        Assert.Equal(["orderRef", "status", "completionData"], answer.Json.Select(m => m.Key));
        Assert.Equal(["user", "device", "bankIdIssueDate", "signature", "ocspResponse"], data.Select(m => m.Key));
        Assert.Equal("""{"personalNumber":"197805219842","name":"ÅSA MARIA ÖBERG","givenName":"ÅSA MARIA","surname":"ÖBERG"}""",
            data["user"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal(["ipAddress", "uhi"], data["device"]!.AsObject().Select(m => m.Key));
        Assert.Equal("2025-03-14Z", data["bankIdIssueDate"]!.GetValue<string>());
    }

    [Fact]
    public async Task StepUp_WhenADocumentWasRead_SaysSo()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (order, phone) = await simulator.ScannedAsync("auth", """{"endUserIp":"198.51.100.7","requirement":{"mrtd":true}}""");
        await simulator.Phone.DoAsync("read-document", phone);
        await simulator.Phone.EnterCodeAsync(phone);

        var answer = await simulator.Rp.CollectAsync(order.OrderRef);

        Assert.Equal("""{"mrtd":true}""", answer.Json["completionData"]!["stepUp"]!.ToJsonString());
    }

    [Fact]
    public async Task Risk_WhenRequested_IsReturned()
    {
        await using var simulator = await TestSimulator.StartAsync();

        var (_, data) = await CompleteAsync(simulator, """{"endUserIp":"198.51.100.7","returnRisk":true}""", "elsa");

        Assert.Equal("low", data["risk"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(null, "198.51.100.7")]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("2001:db8::9", "2001:db8::9")]
    public async Task Device_HasThePhonesAddress(string? phoneAddress, string expected)
    {
        await using var simulator = await TestSimulator.StartAsync();
        var order = await simulator.Rp.StartAsync("auth", Requests.Auth);
        var phone = await simulator.Phone.ScanAsync(TestSimulator.Qr(order, 0), "elsa", phoneAddress);
        await simulator.Phone.EnterCodeAsync(phone);

        var answer = await simulator.Rp.CollectAsync(order.OrderRef);

        Assert.Equal(expected, answer.Json["completionData"]!["device"]!["ipAddress"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("auth", Requests.Auth, "Identification")]
    [InlineData("sign", Requests.Sign, "Signing")]
    public async Task Signature_ContainsWhatTheUserSaw(string path, string body, string function)
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (order, phone) = await simulator.ScannedAsync(path, body);
        await simulator.Phone.EnterCodeAsync(phone);
        var answer = await simulator.Rp.CollectAsync(order.OrderRef);

        var xml = XDocument.Parse(Encoding.UTF8.GetString(
            Convert.FromBase64String(answer.Json["completionData"]!["signature"]!.GetValue<string>())));

        XNamespace types = "http://www.bankid.com/signature/v1.0.0/types";
        Assert.Equal(function, xml.Descendants(types + "funcId").Single().Value);
        Assert.Equal(path == "sign" ? ["SGVq"] : [], xml.Descendants(types + "usrVisibleData").Select(e => e.Value));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData(",\"userVisibleDataFormat\":\"simpleMarkdownV1\"", "simpleMarkdownV1")]
    public async Task Signature_OverMarkdown_NamesTheFormat(string format, string? attribute)
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (order, phone) = await simulator.ScannedAsync("sign", Requests.Sign.TrimEnd('}') + format + "}");
        await simulator.Phone.EnterCodeAsync(phone);
        var data = (await simulator.Rp.CollectAsync(order.OrderRef)).Json["completionData"]!;

        var xml = XDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(data["signature"]!.GetValue<string>())));

        XNamespace types = "http://www.bankid.com/signature/v1.0.0/types";
        Assert.Equal(attribute, xml.Descendants(types + "usrVisibleData").Single().Attribute("format")?.Value);
    }

    private static async Task<(RpAnswer Answer, JsonObject Data)> CompleteAsync(TestSimulator simulator, string body, string holder)
    {
        var (order, phone) = await simulator.ScannedAsync("auth", body, holder);
        await simulator.Phone.EnterCodeAsync(phone);
        var answer = await simulator.Rp.CollectAsync(order.OrderRef);
        return (answer, answer.Json["completionData"]!.AsObject());
    }
}
