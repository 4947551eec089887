using System.Security.Cryptography.X509Certificates;

namespace AuthDemo.Simulator.Tests;

public sealed class TransportTests
{
    [Fact]
    public async Task Auth_WithIssuedCertificate_AnswersFourUuids()
    {
        await using var simulator = await TestSimulator.StartAsync();

        var answer = await simulator.Rp.PostAsync("auth", Requests.Auth);

        Assert.Equal((200, "application/json"), (answer.Status, answer.ContentType));
        Assert.Equal(["orderRef", "autoStartToken", "qrStartToken", "qrStartSecret"], answer.Json.Select(m => m.Key));
        Assert.All(answer.Json, member => Assert.True(Guid.TryParseExact(member.Value!.GetValue<string>(), "D", out _)));
        Assert.Equal(4, answer.Json.Select(m => m.Value!.GetValue<string>()).Distinct().Count());
    }

    [Fact]
    public async Task Auth_WithForeignCertificate_IsAnsweredWithHtml403()
    {
        await using var simulator = await TestSimulator.StartAsync();
        using var certificate = SimulatorServer.CreateForeignCertificate();
        using var stranger = new RelyingPartyClient(simulator.Server, certificate);

        var answer = await stranger.PostAsync("auth", Requests.Auth);

        Assert.Equal((403, "text/html"), (answer.Status, answer.ContentType));
        Assert.Contains("<h1>403 Forbidden</h1>", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Auth_WithTheServersOwnCertificate_IsRefused()
    {
        await using var simulator = await TestSimulator.StartAsync();
        using var server = X509Certificate2.CreateFromPemFile(simulator.File("server.pem"), simulator.File("server-key.pem"));
        using var client = new RelyingPartyClient(simulator.Server, server);

        Assert.Equal(403, (await client.PostAsync("auth", Requests.Auth)).Status);
    }

    [Fact]
    public async Task Auth_WithoutCertificate_FailsInTheHandshake()
    {
        await using var simulator = await TestSimulator.StartAsync();
        using var client = new RelyingPartyClient(simulator.Server, null);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync("auth", Requests.Auth));
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=UTF-8")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task Auth_WithOtherContentType_Is415(string? contentType)
    {
        await using var simulator = await TestSimulator.StartAsync();

        Assert.Equal("415 unsupportedMediaType", (await simulator.Rp.PostAsync("auth", Requests.Auth, contentType)).Outcome);
    }

    [Fact]
    public async Task OpenConnections_AreThoseOfClientsThatAreThere()
    {
        await using var simulator = await TestSimulator.StartAsync();
        Assert.Equal(0, simulator.Server.OpenConnections);

        using (var other = new RelyingPartyClient(simulator.Server, simulator.Server.RpCertificate))
        {
            await simulator.Rp.PostAsync("auth", Requests.Auth);
            await other.PostAsync("auth", Requests.Auth);
            await simulator.Rp.PostAsync("auth", Requests.Auth);
            Assert.Equal(2, simulator.Server.OpenConnections);
        }

        while (simulator.Server.OpenConnections != 1)
            await Task.Delay(10, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Auth_WithOtherVerb_Is405WithoutBody(string method)
    {
        await using var simulator = await TestSimulator.StartAsync();

        var answer = await simulator.Rp.PostAsync("auth", "", null, method);

        Assert.Equal((405, ""), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData("authenticate")]
    [InlineData("other/auth")]
    [InlineData("/rp/v5.1/auth")]
    [InlineData("/")]
    public async Task UnknownPath_Is404(string path)
    {
        await using var simulator = await TestSimulator.StartAsync();

        Assert.Equal("404 notFound", (await simulator.Rp.PostAsync(path, Requests.Auth)).Outcome);
    }

    [Theory]
    [InlineData("")]
    [InlineData("endUserIp=198.51.100.7")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"endUserIp\":\"198.51.100.7\"")]
    public async Task Auth_WithoutJsonObject_IsInvalidParameters(string body)
    {
        await using var simulator = await TestSimulator.StartAsync();

        Assert.Equal("400 invalidParameters", (await simulator.Rp.PostAsync("auth", body)).Outcome);
    }

    [Fact]
    public async Task Sign_WithBodyAboveTheLimit_IsInvalidParameters()
    {
        await using var simulator = await TestSimulator.StartAsync();

        var answer = await simulator.Rp.PostAsync("sign", $$"""{"x":"{{new string('x', 512 * 1024)}}"}""");

        Assert.Equal("Invalid request", answer.Text("details"));
    }
}
