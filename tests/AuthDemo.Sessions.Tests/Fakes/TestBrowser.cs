using System.Text.Json.Nodes;

namespace AuthDemo.Sessions.Tests.Fakes;

/// <summary>A browser with its user: starts sessions, opens their pages, and gets the requests they send.</summary>
internal sealed class TestBrowser(TestService service)
{
    public OwnerKey Key { get; } = OwnerKey.New();

    /// <summary>Identifies this browser's sessions in the fakes.</summary>
    public string Tag { get; } = Guid.NewGuid().ToString("N");

    public AuthIntent Intent => new()
    {
        Flow = Flow.Auth, Device = Device.Other, Client = new("windows", "edge"), EndUserIp = SensitiveData.EndUserIp,
        Web = new("example.se", SensitiveData.UserAgent, Tag),
    };

    public async Task<SessionId> StartAsync() => Assert.IsType<StartReply.Started>(await service.Sessions.StartAsync(Intent, Key)).Id;

    public Task<PendingRequest> NextRequestAsync() => service.BankId.NextAsync(Tag);

    public async Task<TestPage> OpenAsync(SessionId id) =>
        await TestPage.OpenAsync(service, id, Key) ?? throw new InvalidOperationException("The session is unknown or not the owner's.");

    /// <summary>Starts, and waits until a QR code is shown and the timer is set for the next.</summary>
    public async Task<(SessionId Id, TestPage Page)> ShowCodeAsync()
    {
        var id = await StartAsync();
        var page = await OpenAsync(id);
        (await NextRequestAsync()).Answer();
        await page.UntilAsync<AuthState.AwaitingScan>();
        await service.Calls.ReachesAsync(id, "ReceiveAsync", 1);
        return (id, page);
    }

    /// <summary>Advances the clock to the next collect, and returns the request unanswered.</summary>
    public async Task<PendingRequest> CollectAsync()
    {
        service.Clock.Advance(TimeSpan.FromSeconds(2));
        var request = await NextRequestAsync();
        Assert.Equal("collect", request.Purpose);
        return request;
    }

    /// <summary>Runs a session until it is completed.</summary>
    public async Task<(SessionId Id, TestPage Page)> CompleteAsync()
    {
        var (id, page) = await ShowCodeAsync();
        (await CollectAsync()).Answer(Completed);
        await page.UntilAsync<AuthState.Completed>();
        return (id, page);
    }

    /// <summary>A completed order with a proof of its own.</summary>
    public static JsonObject Completed => CompletedWith($"{SensitiveData.Signature}-{Guid.NewGuid():N}");

    public static JsonObject CompletedWith(string signature) => FakePython.Outcome("completed", true,
        ("identity", new JsonObject
        {
            ["personal_number"] = SensitiveData.PersonalNumber, ["name"] = SensitiveData.Name, ["given_name"] = SensitiveData.GivenName, ["surname"] = SensitiveData.Surname,
        }),
        ("device", new JsonObject { ["ip_address"] = SensitiveData.EndUserIp, ["uhi"] = null }),
        ("bankid_issue_date", "2024-06-09"), ("mrtd", null), ("signature", signature), ("ocsp_response", SensitiveData.OcspResponse),
        ("risk", "low"), ("warnings", new JsonArray()));
}
