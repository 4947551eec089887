using System.Net;
using System.Text.Json.Nodes;
using AuthDemo.Simulator.Faults;

namespace AuthDemo.Simulator.Tests;

public sealed class FaultTests
{
    [Theory]
    [InlineData("rate-limited", 429, "tooManyRequests")]
    [InlineData("maintenance", 503, "maintenance")]
    [InlineData("internal-error", 500, "internalError")]
    [InlineData("request-timeout", 408, "requestTimeout")]
    [InlineData("unauthorized", 401, "unauthorized")]
    [InlineData("already-in-progress", 400, "alreadyInProgress")]
    [InlineData("invalid-parameters", 400, "invalidParameters")]
    [InlineData("unknown-error", 400, "brandNewError")]
    public async Task ErrorFault_ReplacesTheResponse(string fault, int status, string code)
    {
        await using var simulator = await TestSimulator.StartAsync();

        var answer = await simulator.Rp.PostAsync("auth", Requests.Auth, header: ("X-Simulator-Fault", fault));

        Assert.Equal((status, "application/json", code), (answer.Status, answer.ContentType, answer.Text("errorCode")));
        Assert.Empty((await simulator.Phone.ControlAsync("orders")).Json["orders"]!.AsArray());
    }

    [Theory]
    [InlineData("unknown-hint")]
    [InlineData("no-client")]
    public async Task FaultOfCollect_NamedForAStart_Is400AndStartsNothing(string fault)
    {
        await using var simulator = await TestSimulator.StartAsync();

        var answer = await simulator.Rp.PostAsync("auth", Requests.Auth, header: ("X-Simulator-Fault", fault));

        Assert.Equal((400, "invalidParameters"), (answer.Status, answer.Text("errorCode")));
        Assert.Empty((await simulator.Phone.ControlAsync("orders")).Json["orders"]!.AsArray());
    }

    [Fact]
    public async Task RateLimited_HasTheRateLimitHeaders()
    {
        await using var simulator = await TestSimulator.StartAsync();

        var answer = await simulator.Rp.PostAsync("auth", Requests.Auth, header: ("X-Simulator-Fault", "rate-limited"));

        Assert.Equal(("10", "0", "5"), (answer.Headers["RateLimit-Limit"], answer.Headers["RateLimit-Remaining"], answer.Headers["RateLimit-Reset"]));
    }

    [Theory]
    [InlineData("forbidden", 403, "text/html", "<h1>403 Forbidden</h1>")]
    [InlineData("bad-gateway", 502, "text/html", "<h1>502 Bad Gateway</h1>")]
    [InlineData("gateway-timeout", 504, "text/plain", "upstream request timeout")]
    [InlineData("html", 200, "text/html", "<h1>Welcome</h1>")]
    [InlineData("empty-array", 200, "application/json", "[]")]
    [InlineData("empty-object", 200, "application/json", "{}")]
    [InlineData("garbage", 200, "application/json", "{\"orderRef\":\"131daac9")]
    [InlineData("empty", 200, "application/json", "")]
    public async Task RawFault_IsNotAResponseThatAClientExpects(string fault, int status, string type, string part)
    {
        await using var simulator = await TestSimulator.StartAsync();

        var answer = await simulator.Rp.PostAsync("collect", "{}", header: ("X-Simulator-Fault", fault));

        Assert.Equal((status, type), (answer.Status, answer.ContentType));
        Assert.Contains(part, answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unknown-hint", "pending/brandNewHint")]
    [InlineData("unknown-failure", "failed/brandNewFailure")]
    [InlineData("unknown-status", "postponed")]
    [InlineData("no-client", "pending/noClient")]
    public async Task CollectFault_ChangesTheStatus(string fault, string outcome)
    {
        await using var simulator = await TestSimulator.StartAsync();
        await simulator.Phone.ControlAsync("add-fault", new { fault, times = 1 });
        var order = await simulator.Rp.StartAsync("auth", Requests.Auth);

        Assert.Equal(outcome, (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
        Assert.Equal("pending/outstandingTransaction", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
    }

    [Fact]
    public async Task WrongTypes_TurnsTextsIntoNumbers()
    {
        await using var simulator = await TestSimulator.StartAsync();

        var answer = await simulator.Rp.PostAsync("auth", Requests.Auth, header: ("X-Simulator-Fault", "wrong-types"));

        Assert.Equal("""{"orderRef":42,"autoStartToken":42,"qrStartToken":42,"qrStartSecret":42}""", answer.Body);
    }

    [Fact]
    public async Task ExtraMembers_AreAddedToARealResponse()
    {
        await using var simulator = await TestSimulator.StartAsync();

        var answer = await simulator.Rp.PostAsync("auth", Requests.Auth, header: ("X-Simulator-Fault", "extra-members"));

        Assert.Equal("""{"list":[1,null,"x"]}""", answer.Json["brandNewMember"]!.ToJsonString());
        Assert.Equal("pending/outstandingTransaction", (await simulator.Rp.CollectAsync(answer.Text("orderRef"))).Outcome);
    }

    [Theory]
    [InlineData("issue-date-plain", "bankIdIssueDate", "\"2023-01-01\"")]
    [InlineData("issue-date-offset", "bankIdIssueDate", "\"2023-01-01+00:00\"")]
    [InlineData("issue-date-time", "bankIdIssueDate", "\"2023-01-01T00:00:00Z\"")]
    [InlineData("step-up-bool", "stepUp", "true")]
    [InlineData("step-up-null", "stepUp", "null")]
    [InlineData("no-ocsp", "ocspResponse", null)]
    [InlineData("no-risk", "risk", null)]
    [InlineData("no-uhi", "device", """{"ipAddress":"198.51.100.7"}""")]
    public async Task CompletionFault_WaitsForTheCompletion(string fault, string member, string? json)
    {
        await using var simulator = await TestSimulator.StartAsync();
        await simulator.Phone.ControlAsync("add-fault", new { fault, times = 1 });
        var (order, phone) = await simulator.ScannedAsync("auth", """{"endUserIp":"198.51.100.7","returnRisk":true}""");
        Assert.Equal("pending/userSign", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
        await simulator.Phone.EnterCodeAsync(phone);

        var data = (await simulator.Rp.CollectAsync(order.OrderRef)).Json["completionData"]!.AsObject();

        Assert.Equal(json is not null, data.ContainsKey(member));
        Assert.Equal(json ?? "null", data.TryGetPropertyValue(member, out var value) ? value?.ToJsonString(s_relaxed) ?? "null" : "null");
    }

    [Fact]
    public async Task CompletionFault_NamedByHeader_AppliesToThatCollect()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (order, phone) = await simulator.ScannedAsync();
        await simulator.Phone.EnterCodeAsync(phone);

        var answer = await simulator.Rp.PostAsync("collect", $$"""{"orderRef":"{{order.OrderRef}}"}""", header: ("X-Simulator-Fault", "no-ocsp"));

        Assert.False(answer.Json["completionData"]!.AsObject().ContainsKey("ocspResponse"));
    }

    [Theory]
    [InlineData("reset", 0)]
    [InlineData("reset-after", 1)]
    [InlineData("reset-within", 1)]
    public async Task Break_LosesTheResponseAndPossiblyTheOperation(string fault, int orders)
    {
        await using var simulator = await TestSimulator.StartAsync();

        await Assert.ThrowsAsync<HttpRequestException>(
            () => simulator.Rp.PostAsync("auth", Requests.Auth, header: ("X-Simulator-Fault", fault)));

        Assert.Equal(orders, (await simulator.Phone.ControlAsync("orders")).Json["orders"]!.AsArray().Count);
    }

    [Fact]
    public async Task Hang_LastsUntilTheClientDisconnects()
    {
        await using var simulator = await TestSimulator.StartAsync();
        using var impatient = new RelyingPartyClient(simulator.Server, simulator.Server.RpCertificate, TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<TaskCanceledException>(
            () => impatient.PostAsync("auth", Requests.Auth, header: ("X-Simulator-Fault", "hang")));

        Assert.Equal(200, (await simulator.Rp.PostAsync("auth", Requests.Auth)).Status);
    }

    [Fact]
    public async Task Slow_ForNoSeconds_AnswersAsUsual()
    {
        await using var simulator = await TestSimulator.StartAsync();
        await simulator.Phone.ControlAsync("add-fault", new { fault = "slow", seconds = 0 });

        Assert.Equal(200, (await simulator.Rp.PostAsync("auth", Requests.Auth)).Status);
    }

    [Fact]
    public async Task PlannedFault_AppliesToItsOperationTheGivenNumberOfTimes()
    {
        await using var simulator = await TestSimulator.StartAsync();
        await simulator.Phone.ControlAsync("add-fault", new { fault = "maintenance", operation = "collect", times = 2 });
        var order = await simulator.Rp.StartAsync("auth", Requests.Auth);

        Assert.Equal("503 maintenance", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
        Assert.Equal("503 maintenance", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
        Assert.Equal("pending/outstandingTransaction", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
    }

    [Fact]
    public async Task CompletionFault_PlannedWithItsListedOperation_IsAccepted()
    {
        await using var simulator = await TestSimulator.StartAsync();

        var listed = (await simulator.Phone.ControlAsync("faults")).Json["faults"]!.AsArray();
        foreach (var fault in listed.Where(f => f!["operation"]!.GetValue<string>() is "completion"))
            Assert.Equal(200, (await simulator.Phone.ControlAsync("add-fault", new { fault = fault!["name"], operation = "completion" })).Status);
    }

    [Fact]
    public async Task PlannedFault_WithoutCount_LastsUntilCleared()
    {
        await using var simulator = await TestSimulator.StartAsync();
        await simulator.Phone.ControlAsync("add-fault", new { fault = "maintenance" });
        for (var i = 0; i < 3; i++)
            Assert.Equal("503 maintenance", (await simulator.Rp.PostAsync("auth", Requests.Auth)).Outcome);

        await simulator.Phone.ControlAsync("clear-faults");

        Assert.Equal(200, (await simulator.Rp.PostAsync("auth", Requests.Auth)).Status);
    }

    [Fact]
    public async Task Faults_AreListedWithWhatIsPlanned()
    {
        await using var simulator = await TestSimulator.StartAsync();
        await simulator.Phone.ControlAsync("add-fault", new { fault = "maintenance", operation = "collect", times = 2 });

        var json = (await simulator.Phone.ControlAsync("faults")).Json;

        Assert.Equal("""[{"fault":"maintenance","operation":"collect","times":2}]""", json["planned"]!.ToJsonString());
        var names = json["faults"]!.AsArray().Select(f => f!["name"]!.GetValue<string>()).ToList();
        Assert.Equal(42, names.Count);
        Assert.Equal(names, names.Distinct());
    }

    [Theory]
    [InlineData("""{"fault":"unknown-hint","operation":"auth"}""", "operation must be collect")]
    [InlineData("""{"fault":"maintenance","operation":"completion"}""", "operation must be another one: maintenance does not change completion data")]
    [InlineData("""{"fault":"maintenance","times":0}""", "times must be a whole number from 1 to 1000000")]
    [InlineData("""{"fault":"slow","seconds":1.5}""", "seconds must be a whole number from 0 to 3600")]
    [InlineData("""{}""", "fault is required and was not given")]
    public async Task AddFault_InvalidArguments_AreNamed(string body, string message)
    {
        await using var simulator = await TestSimulator.StartAsync();

        var answer = await simulator.Phone.ControlAsync("add-fault", JsonNode.Parse(body)!);

        Assert.Equal(((int)HttpStatusCode.BadRequest, message), (answer.Status, answer.Json["message"]!.GetValue<string>()));
    }

    private static readonly System.Text.Json.JsonSerializerOptions s_relaxed =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
