using System.Diagnostics;
using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Tests.Fakes;

namespace AuthDemo.Sessions.Tests.Sessions;

/// <summary>A session's calls in the journal and in the traces.</summary>
public sealed class CallTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task Polls_BetweenTwoEvents_AreOneSummaryAndNoEvents()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        var before = service.Journal.Events(id).Count;
        foreach (var took in new[] { 12, 14, 90, 13 })
        {
            var received = service.Calls.Count(id, "ReceiveAsync");
            (await browser.CollectAsync()).Answer(took: TimeSpan.FromMilliseconds(took));
            await service.Calls.ReachesAsync(id, "ReceiveAsync", received + 1);
        }

        (await browser.CollectAsync()).Answer(TestBrowser.Completed, took: TimeSpan.FromMilliseconds(15));
        await page.UntilAsync<AuthState.Completed>();

        var ended = Assert.IsType<SessionEvent.Ended>(service.Journal.Events(id)[^1]);
        Assert.Equal(before + 1, service.Journal.Events(id).Count);
        Assert.Equal(
            new CallSummary(CallTarget.BankId, "collect", PendingRequest.Host, "200", 5, TimeSpan.FromMilliseconds(14), TimeSpan.FromMilliseconds(90)),
            Assert.Single(ended.Calls, call => call.Target == CallTarget.BankId));
        Assert.Equal(("advance", "ok", null), Assert.Single(ended.Calls.Where(call => call.Target == CallTarget.Python).Select(call => (call.What, call.Outcome, call.Host))));
    }

    [Fact]
    public async Task Calls_AreRecordedWithTheEventTheyCaused()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        (await browser.CollectAsync()).Fail(TransportError.Timeout);
        await page.UntilAsync(snapshot => snapshot.State is AuthState.Pending { TroubledSince: not null });

        var events = service.Journal.Events(id);
        Assert.Equal(["begin ok"], events[0].Calls.Select(call => $"{call.What} {call.Outcome}"));
        Assert.Equal(["start 200", "advance ok"], events[1].Calls.Select(call => $"{call.What} {call.Outcome}"));
        Assert.Contains(events[^1].Calls, call => (call.What, call.Outcome) == ("collect", "timeout"));
    }

    [Fact]
    public async Task End_IncludesTheRequestsSentWithIt()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();

        await service.Sessions.CancelAsync(id, browser.Key);
        await page.UntilAsync<AuthState.Cancelled>();

        Assert.Contains(service.Journal.Events(id)[^1].Calls, call => (call.What, call.Outcome, call.Count) == ("cancel", "sent", 1));
    }

    [Fact]
    public async Task Spans_HaveSessionAndOrderOnly_InOneTraceOfTheSession()
    {
        var spans = new System.Collections.Concurrent.ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "AuthDemo.Sessions",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var browser = new TestBrowser(service);

        var (id, _) = await browser.CompleteAsync();

        var mine = spans.Where(span => (string?)span.GetTagItem("authdemo.session") == id.Value).ToList();
        Assert.Equal(["bankid collect", "bankid start", "protocol advance", "protocol begin"], mine.Select(span => span.OperationName).Distinct().Order());
        var trace = Convert.ToHexStringLower(System.Buffers.Text.Base64Url.DecodeFromChars(id.Value));
        Assert.All(mine, span => Assert.Equal(trace, span.TraceId.ToHexString()));
        Assert.All(mine, span => Assert.Empty(span.TagObjects.Select(tag => tag.Key).Except(["authdemo.session", "authdemo.order", "http.response.status_code"])));
        Assert.Equal(1, mine.Single(span => span.OperationName == "bankid collect").GetTagItem("authdemo.order"));
        foreach (var secret in SensitiveData.All)
            Assert.DoesNotContain(mine, span => span.TagObjects.Any(tag => $"{tag.Value}".Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }
}
