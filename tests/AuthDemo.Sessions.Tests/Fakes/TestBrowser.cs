using System.Text.Json.Nodes;

namespace AuthDemo.Sessions.Tests.Fakes;

/// <summary>One browser and its person: starts sessions, looks at them, and knows the requests they send.</summary>
internal sealed class TestBrowser(TestService service)
{
    public OwnerKey Key { get; } = OwnerKey.New();

    /// <summary>Ties the fakes to this browser's sessions.</summary>
    public string Story { get; } = Guid.NewGuid().ToString("N");

    public AuthIntent Intent => new()
    {
        Flow = Flow.Auth, Device = Device.Other, Client = new("windows", "edge"), EndUserIp = Leaks.EndUserIp,
        Web = new("example.se", Leaks.UserAgent, Story),
    };

    public async Task<SessionId> StartAsync() => Assert.IsType<StartReply.Started>(await service.Sessions.StartAsync(Intent, Key)).Id;

    public Task<UnansweredRequest> NextRequestAsync() => service.BankId.NextAsync(Story);

    public async Task<TestPage> OpenAsync(SessionId id) =>
        await TestPage.OpenAsync(service, id, Key) ?? throw new InvalidOperationException("Not let in.");

    /// <summary>Starts, and waits until a QR code is shown and the alarm is set for the next.</summary>
    public async Task<(SessionId Id, TestPage Page)> ShowCodeAsync()
    {
        var id = await StartAsync();
        var page = await OpenAsync(id);
        (await NextRequestAsync()).Answer();
        await page.UntilAsync<AuthState.AwaitingScan>();
        await service.Calls.ReachesAsync(id, "ReceiveAsync", 1);
        return (id, page);
    }

    /// <summary>Lets the time come for a collect, and hands it over unanswered.</summary>
    public async Task<UnansweredRequest> CollectAsync()
    {
        service.Clock.Advance(TimeSpan.FromSeconds(2));
        var request = await NextRequestAsync();
        Assert.Equal("collect", request.Purpose);
        return request;
    }

    /// <summary>Goes all the way to a completed session.</summary>
    public async Task<(SessionId Id, TestPage Page)> CompleteAsync()
    {
        var (id, page) = await ShowCodeAsync();
        (await CollectAsync()).Answer(Completed);
        await page.UntilAsync<AuthState.Completed>();
        return (id, page);
    }

    /// <summary>A completed order with a proof of its own.</summary>
    public static JsonObject Completed => CompletedWith($"{Leaks.Signature}-{Guid.NewGuid():N}");

    public static JsonObject CompletedWith(string signature) => FakePython.Outcome("completed", true,
        ("identity", new JsonObject
        {
            ["personal_number"] = Leaks.PersonalNumber, ["name"] = Leaks.Name, ["given_name"] = Leaks.GivenName, ["surname"] = Leaks.Surname,
        }),
        ("device", new JsonObject { ["ip_address"] = Leaks.EndUserIp, ["uhi"] = null }),
        ("bankid_issue_date", "2024-06-09"), ("mrtd", null), ("signature", signature), ("ocsp_response", Leaks.OcspResponse),
        ("risk", "low"), ("warnings", new JsonArray()));
}
