using System.Text;
using System.Text.Json.Nodes;
using AuthDemo.PythonHost;
using AuthDemo.Sessions.Protocol;
using AuthDemo.Sessions.Tests.Fakes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AuthDemo.Sessions.Tests.Protocol;

/// <summary>The comparison of the protocol module with this service at the start.</summary>
public sealed class ModuleCheckTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly DescribedPython _python = new();
    private readonly HostMessages _messages = new();
    private readonly Lifetime _lifetime = new();

    [Fact]
    public async Task ModuleOfTheContract_StartsAndGivesTheMessages()
    {
        using var check = Check();

        await check.StartAsync(TestContext.Current.CancellationToken);
        await check.ExecuteTask!.WaitAsync(Guard.Timeout, TestContext.Current.CancellationToken);

        Assert.Equal(
            ["RFA5", "RFA5", "RFA22", "one_moment", "rejected_session", "rejected_signature", "rejected_clock"],
            Enum.GetValues<HostOutcome>().Select(_messages.Find));
    }

    [Theory]
    [InlineData("seam", "2", "the contract has version 2, and this service needs 1")]
    [InlineData("flows", """["auth","sign","payment","phone_auth","phone_sign"]""", "the module does not know the flow other_payment")]
    [InlineData("outcomes", """["delighted"]""", "this service does not know the outcome delighted")]
    [InlineData("host_messages", "{}", "the module has no message for internal_error")]
    [InlineData("flows", "null", "could not describe itself: unreadable reply")]
    public async Task ModuleThatDiffers_StopsTheStartWithASentence(string member, string value, string sentence)
    {
        var description = DescribedPython.Contract();
        description[member] = JsonNode.Parse(value);
        _python.Reply = DescribedPython.Returned(description);
        using var check = Check();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => check.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("Deploy the module and the service from the same version.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ModuleWithoutDescribe_StopsTheStart()
    {
        _python.Reply = new PythonReply.Raised(new PythonError("bankid.host_api.SeamError", "secret", [], null, []));
        using var check = Check();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => check.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("raised bankid.host_api.SeamError", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PythonUnavailable_StartsAndChecksAgain()
    {
        _python.Reply = new PythonReply.StartFailed("no Python");
        using var check = Check();
        await check.StartAsync(TestContext.Current.CancellationToken);
        Assert.Null(_messages.Find(HostOutcome.InternalError));

        _python.Reply = DescribedPython.Returned(DescribedPython.Contract());
        await AdvanceUntilCompletedAsync(check);

        Assert.Equal("RFA22", _messages.Find(HostOutcome.InternalError));
        Assert.False(_lifetime.IsStopped);
    }

    [Fact]
    public async Task MismatchFoundAfterTheStart_StopsTheService()
    {
        _python.Reply = new PythonReply.StartFailed("no Python");
        using var check = Check();
        await check.StartAsync(TestContext.Current.CancellationToken);

        var description = DescribedPython.Contract();
        description["seam"] = 2;
        _python.Reply = DescribedPython.Returned(description);
        await AdvanceUntilCompletedAsync(check);

        Assert.True(_lifetime.IsStopped);
    }

    public ValueTask DisposeAsync() => _python.DisposeAsync();

    private async Task AdvanceUntilCompletedAsync(ModuleCheck check)
    {
        using var guard = new CancellationTokenSource(Guard.Timeout);
        while (!check.ExecuteTask!.IsCompleted)
        {
            guard.Token.ThrowIfCancellationRequested();
            _clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }
    }

    private ModuleCheck Check() => new(new BankIdProtocol(_python, _messages), _lifetime, _clock, NullLogger<ModuleCheck>.Instance);

    private sealed class DescribedPython : IPythonHost
    {
        public PythonReply Reply { get; set; } = Returned(Contract());

        public static JsonObject Contract() => JsonNode.Parse(File.ReadAllBytes(ContractExamples.File("describe", "reply.json")))!.AsObject();

        public static PythonReply.Returned Returned(JsonObject description) => new(Encoding.UTF8.GetBytes(description.ToJsonString()));

        public ValueTask<PythonReply> CallAsync(PythonCall call, CancellationToken cancellation = default)
        {
            Assert.Equal("describe", (string?)JsonNode.Parse(call.Payload.Span)!["op"]);
            return new(Reply);
        }

        public ValueTask DisposeAsync() => default;
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public bool IsStopped { get; private set; }

        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication() => IsStopped = true;
    }
}
