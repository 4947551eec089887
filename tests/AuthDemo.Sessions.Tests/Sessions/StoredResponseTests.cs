using System.Text;
using System.Text.Json.Nodes;
using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Processing;
using AuthDemo.Sessions.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace AuthDemo.Sessions.Tests.Sessions;

/// <summary>A response of BankID that had arrived, but was not in the journal, when its activation was lost.</summary>
public sealed class StoredResponseTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task AwaitedResponse_IsStoredBeforeItIsDelivered_UntilTheEndIsWritten()
    {
        var browser = new TestBrowser(service);
        var heard = new List<(string Purpose, int Before)>();
        var id = await browser.StartAsync();
        service.Responses.Storing = (session, answer) =>
        {
            if (session == id)
                heard.Add((answer.Purpose, service.Calls.Count(id, "ReceiveAsync")));
        };
        await using var page = await browser.OpenAsync(id);
        (await browser.NextRequestAsync()).Answer();
        await page.UntilAsync<AuthState.AwaitingScan>();
        await service.Calls.ReachesAsync(id, "ReceiveAsync", 1);
        Assert.Equal("start", service.Responses[id]!.Purpose);

        (await browser.CollectAsync()).Answer(FakePython.Outcome("entering_code"), took: TimeSpan.FromMilliseconds(40));
        await page.UntilAsync<AuthState.EnteringCode>();
        await service.Calls.ReachesAsync(id, "ReceiveAsync", 2);
        var kept = service.Responses[id]!;
        (await browser.CollectAsync()).Answer(TestBrowser.Completed);
        await page.UntilAsync<AuthState.Completed>();
        await service.Calls.ReachesAsync(id, "ReceiveAsync", 3);

        Assert.Equal([("start", 0), ("collect", 1), ("collect", 2)], heard);
        Assert.Equal(("collect", 200, service.Clock.GetUtcNow().AddSeconds(-2).AddMilliseconds(40)), (kept.Path, kept.Status, kept.At));
        Assert.Null(service.Responses[id]);
    }

    [Fact]
    public async Task ResponseToACancel_OrAfterTheEnd_IsNotStored()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        var collect = await browser.CollectAsync();
        var received = service.Calls.Count(id, "ReceiveAsync");
        Assert.True(await service.Sessions.CancelAsync(id, browser.Key));
        await page.UntilAsync<AuthState.Cancelled>();
        (await browser.NextRequestAsync()).Answer(); // the cancel
        await service.Calls.ReachesAsync(id, "ReceiveAsync", received + 1);
        Assert.Null(service.Responses[id]);

        collect.Answer(TestBrowser.Completed);
        await service.Calls.ReachesAsync(id, "ReceiveAsync", received + 2);

        Assert.Null(service.Responses[id]);
        Assert.IsType<AuthState.Cancelled>((await service.Journal.RecordAsync(id)).State);
    }

    [Fact]
    public async Task LostWithTheFinalResult_CompletesWithoutAnotherCollect()
    {
        var lost = await InterruptedSession.CreateAsync(service);
        var (id, key, tag) = lost;
        service.Responses.Store(id, Answer("collect", version: 3, lost.State(2, 2), effect: 2, TestBrowser.Completed));

        await service.Grains.GetGrain<IAuthSessionGrain>(id.Value).ActivateAsync();
        await using var page = (await TestPage.OpenAsync(service, id, key))!;
        await page.UntilAsync<AuthState.Completed>();

        Assert.Equal(0, service.BankId.Waiting(tag));
        Assert.Equal("collect", Assert.Single(service.Journal.Events(id).OfType<SessionEvent.Resumed>()).Answer);
        Assert.StartsWith(SensitiveData.Signature, (await service.Journal.RecordAsync(id)).Evidence?.Signature, StringComparison.Ordinal);
        Assert.NotNull(await service.Sessions.IssueTicketAsync(id, key));
    }

    [Fact]
    public async Task LostWithTheResponseToItsStart_ShowsACodeThatCountsFromTheArrival()
    {
        var (id, key, tag) = await InterruptedSession.CreateAsync(service, new AuthState.Starting(), version: 1, awaited: 1);
        var withoutAnOrder = Encoding.UTF8.GetBytes($$"""{"tag":"{{tag}}","secret":"x","effects":1,"awaited":1,"t0":1}""");
        service.Responses.Store(id, Answer("start", version: 1, withoutAnOrder, effect: 1, outcome: null) with { At = service.Clock.GetUtcNow() });
        service.Clock.Advance(TimeSpan.FromSeconds(1));

        await service.Grains.GetGrain<IAuthSessionGrain>(id.Value).ActivateAsync();
        await using var page = (await TestPage.OpenAsync(service, id, key))!;

        Assert.Equal($"{SensitiveData.QrStartToken}.1", (await page.UntilAsync<AuthState.AwaitingScan>()).QrContent);
    }

    [Fact]
    public async Task ResponseOlderThanTheRecord_ChangesNothing()
    {
        var lost = await InterruptedSession.CreateAsync(service);
        var (id, _, tag) = lost;
        service.Responses.Store(id, Answer("collect", version: 2, lost.State(2, 2), effect: 2, TestBrowser.Completed));

        await service.Grains.GetGrain<IAuthSessionGrain>(id.Value).ActivateAsync();

        Assert.Equal("collect", (await service.BankId.NextAsync(tag)).Purpose);
        Assert.Null(Assert.Single(service.Journal.Events(id).OfType<SessionEvent.Resumed>()).Answer);
    }

    [Fact]
    public async Task CollectAfterAStoredPendingResponse_IsMarkedAsAfterTheInterruption()
    {
        var lost = await InterruptedSession.CreateAsync(service);
        var (id, _, tag) = lost;
        service.Responses.Store(id, Answer("collect", version: 3, lost.State(2, 2), effect: 2, FakePython.Outcome("entering_code")));
        await service.Grains.GetGrain<IAuthSessionGrain>(id.Value).ActivateAsync();

        (await service.BankId.NextAsync(tag)).Refuse(400);
        await service.Calls.ReachesAsync(id, "ReceiveAsync", 1);

        Assert.Equal(
            [false, true],
            service.Python.Requests.Where(request => (string?)request["state"]?["tag"] == tag && (string?)request["event"]?["kind"] == "response")
                .Select(request => (bool?)request["event"]!["after_interruption"] ?? false));
    }

    [Fact]
    public async Task AfterAStart_ResponsesOfEndedSessionsAreRemoved_AndThoseOfRunningOnesAreProcessed()
    {
        var lost = await InterruptedSession.CreateAsync(service);
        var over = await InterruptedSession.CreateAsync(service, new AuthState.Cancelled(CancelledBy.User), version: 4);
        var (running, ended) = (lost.Id, over.Id);
        service.Responses.Store(running, Answer("collect", version: 3, lost.State(2, 2), effect: 2, TestBrowser.Completed));
        service.Responses.Store(ended, Answer("collect", version: 4, over.State(2, 2), effect: 2, TestBrowser.Completed));
        using var sweep = new SessionRecovery(
            service.Journal, service.Responses, service.Grains, service.Clock, NullLogger<SessionRecovery>.Instance);

        await sweep.StartAsync(CancellationToken.None);
        await sweep.ExecuteTask!.WaitAsync(Guard.Timeout);
        await service.Calls.ReachesAsync(running, "InvokeCallbackAsync", 1);

        Assert.IsType<AuthState.Completed>((await service.Journal.RecordAsync(running)).State);
        Assert.IsType<AuthState.Cancelled>((await service.Journal.RecordAsync(ended)).State);
        Assert.DoesNotContain(service.Responses.Sessions(), session => session == running || session == ended);
    }

    private StoredResponse Answer(string purpose, long version, byte[] state, int effect, JsonObject? outcome) => new()
    {
        Version = version, ProtocolState = state, Effect = effect, Purpose = purpose, Path = purpose,
        At = service.Clock.GetUtcNow(), Status = 200, Headers = new Dictionary<string, string> { ["content-type"] = "application/json" },
        Body = Encoding.UTF8.GetBytes(new JsonObject { ["outcome"] = outcome?.DeepClone() }.ToJsonString()), Took = TimeSpan.FromMilliseconds(5),
    };
}
