using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using AuthDemo.PythonHost;
using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Tests.BankId;
using AuthDemo.Sessions.Tests.Fakes;
using AuthDemo.Sessions.Tests.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace AuthDemo.Sessions.Tests.Sessions;

/// <summary>
/// The sessions with the protocol module in embedded Python, and mutual TLS to a server that stands in for BankID with scripted
/// responses. Only the clock is fake.
/// </summary>
public sealed class RealPythonTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly TestAuthority _authority = new();
    private readonly LogCapture _logs = new();
    private readonly Channel<(string Path, TaskCompletionSource<(int Status, string Body)> Answer)> _arrived =
        Channel.CreateUnbounded<(string, TaskCompletionSource<(int, string)>)>();

    private readonly ConcurrentQueue<string> _secrets = [];
    private readonly OwnerKey _owner = OwnerKey.New();
    private string _orderRef = "";
    private readonly FakeResponseStore _responses = new();
    private readonly List<IHost> _hosts = [];
    private TlsServer _bankId = null!;
    private MemoryJournal _kept = null!;
    private FaultyJournal _journal = null!;

    private IAuthSessions Sessions => _hosts[^1].Services.GetRequiredService<IAuthSessions>();

    [Fact]
    public async Task SignIn_ThroughRenewalAndAnOutage()
    {
        var id = Assert.IsType<StartReply.Started>(await Sessions.StartAsync(Intent, _owner)).Id;
        var page = await OpenAsync(id);
        await AnswerAsync("auth", Order());
        var scan = await page.UntilAsync<AuthState.AwaitingScan>();
        Assert.StartsWith("bankid.", scan.QrContent, StringComparison.Ordinal);
        Assert.Equal((0, _clock.GetUtcNow().AddSeconds(30)), (scan.Renewals, scan.WindowEnds));

        _clock.Advance(TimeSpan.FromSeconds(2));
        await AnswerAsync("collect", Collected("failed", "startFailed"));
        Assert.Equal(1, (await page.UntilAsync<AuthState.Renewing>()).Renewals);
        await AnswerAsync("auth", Order());
        Assert.Equal(1, (await page.UntilAsync<AuthState.AwaitingScan>()).Renewals);

        _clock.Advance(TimeSpan.FromSeconds(2));
        await AnswerAsync("collect", """{"errorCode":"internalError","details":"x"}""", 500);
        await page.UntilAsync(snapshot => snapshot.State is AuthState.AwaitingScan { TroubledSince: not null });
        _clock.Advance(TimeSpan.FromSeconds(2));
        await AnswerAsync("collect", Collected("pending", "userSign"));
        await page.UntilAsync<AuthState.EnteringCode>();

        _clock.Advance(TimeSpan.FromSeconds(2));
        await AnswerAsync("collect", Complete);
        var completed = await page.UntilAsync<AuthState.Completed>();
        Assert.Equal(SensitiveData.PersonalNumber, completed.Identity.PersonalNumber);

        var ticket = await Sessions.IssueTicketAsync(id, _owner);
        Assert.Equal(id, (await Sessions.RedeemAsync(ticket!, _owner))?.Session);
        foreach (var secret in SensitiveData.All.Concat(_secrets).Append(_owner.Reveal()).Append(ticket!.Reveal()))
            Assert.DoesNotContain(_logs.Lines, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task CancelDuringTheStart_CancelsTheOrderThatItCreates()
    {
        var id = Assert.IsType<StartReply.Started>(await Sessions.StartAsync(Intent, _owner)).Id;
        var page = await OpenAsync(id);
        var start = await NextAsync("auth");

        Assert.True(await Sessions.CancelAsync(id, _owner));
        await page.UntilAsync<AuthState.Cancelled>();
        start.SetResult((200, Order()));

        await AnswerAsync("cancel", "{}");
        await using var again = await OpenAsync(id);
        Assert.Equal(new AuthState.Cancelled(CancelledBy.User) { Message = again.Last.State.Message }, again.Last.State);
    }

    [Fact]
    public async Task InvalidIntent_ReportsEveryField()
    {
        var reply = await Sessions.StartAsync(Intent with { EndUserIp = "nowhere" }, _owner);

        Assert.Equal("end_user_ip", Assert.Single(Assert.IsType<StartReply.Invalid>(reply).Fields).Field);
        Assert.Equal(0, _arrived.Reader.Count);
    }

    [Fact]
    public async Task BankIdUnreachable_IsShownAndRecoversAtAnotherAddress()
    {
        var (id, page) = await ShowCodeAsync();

        await _bankId.DisposeAsync();
        _clock.Advance(TimeSpan.FromSeconds(2));
        await page.UntilAsync(snapshot => snapshot.State is AuthState.AwaitingScan { TroubledSince: not null });
        _bankId = await TlsServer.StartAsync(_authority, ServeAsync);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await AnswerAsync("collect", Collected("pending", "started"));

        await page.UntilAsync(snapshot => snapshot.State is AuthState.Searching { TroubledSince: null });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(900)] // the order is long over
    public async Task FinalResultNotWrittenBeforeACrash_CompletesTheSessionAfterIt(int secondsAway)
    {
        var (id, page) = await ShowCodeAsync();
        _clock.Advance(TimeSpan.FromSeconds(2));
        await AnswerAsync("collect", Collected("pending", "userSign"));
        await page.UntilAsync<AuthState.EnteringCode>();
        _clock.Advance(TimeSpan.FromSeconds(2));
        await AnswerAsync("collect", Collected("pending", "userSign")); // changes nothing, so the journal has an earlier state
        _clock.Advance(TimeSpan.FromSeconds(2));
        var collect = await NextAsync("collect");
        await CannotWriteAsync(collect, Complete);

        _clock.Advance(TimeSpan.FromSeconds(secondsAway));
        await StartHostAsync();
        await using var again = await OpenAsync(id);
        var completed = await again.UntilAsync<AuthState.Completed>();

        Assert.Equal(SensitiveData.PersonalNumber, completed.Identity.PersonalNumber);
        Assert.NotNull(await Sessions.IssueTicketAsync(id, _owner));
        Assert.Equal("collect", Assert.Single(_kept.Events(id).OfType<SessionEvent.Resumed>()).Answer);
        Assert.Null(_responses[id]);
        Assert.Equal(0, _arrived.Reader.Count);
    }

    [Fact]
    public async Task FinalResultAfterAStoredResponse_CompletesTheSession()
    {
        var (id, _) = await ShowCodeAsync();
        _clock.Advance(TimeSpan.FromSeconds(2));
        var collect = await NextAsync("collect");
        _clock.Advance(TimeSpan.FromSeconds(3)); // so slow that the next collect is due at once
        await CannotWriteAsync(collect, Collected("pending", "userSign"));

        _clock.Advance(TimeSpan.FromSeconds(20));
        await StartHostAsync();
        await using var again = await OpenAsync(id);
        await AnswerAsync("collect", Complete);

        Assert.Equal(SensitiveData.PersonalNumber, (await again.UntilAsync<AuthState.Completed>()).Identity.PersonalNumber);
        Assert.Equal("collect", Assert.Single(_kept.Events(id).OfType<SessionEvent.Resumed>()).Answer);
        Assert.DoesNotContain(_kept.Events(id), happened => happened is SessionEvent.BankIdTroubled);
    }

    [Fact]
    public async Task RequestDelayedByTheJournal_IsNotLost()
    {
        var (id, page) = await ShowCodeAsync();
        _clock.Advance(TimeSpan.FromSeconds(2));
        var collect = await NextAsync("collect");
        await CannotWriteAsync(collect, Collected("failed", "startFailed"));

        _clock.Advance(TimeSpan.FromSeconds(9));
        _journal.WriteFault = null;
        _clock.Advance(TimeSpan.FromSeconds(0.9));
        var start = await NextAsync("auth");
        await page.UntilAsync<AuthState.Renewing>();
        _clock.Advance(TimeSpan.FromSeconds(3));
        start.SetResult((200, Order()));

        Assert.Equal(1, (await page.UntilAsync<AuthState.AwaitingScan>()).Renewals);
    }

    public async ValueTask InitializeAsync()
    {
        _bankId = await TlsServer.StartAsync(_authority, ServeAsync);
        _kept = new MemoryJournal(Options.Create(new SessionsOptions()), _clock);
        await StartHostAsync();
    }

    /// <summary>A further process, on the data of the earlier ones.</summary>
    private async Task StartHostAsync()
    {
        _journal = new FaultyJournal(_kept);
        var builder = Host.CreateEmptyApplicationBuilder(new()
        {
            EnvironmentName = Environments.Development, ContentRootPath = Repository.Root,
        });
        builder.Configuration.AddInMemoryCollection(
        [
            new("Python:SearchPaths:0", "python-bankid"), new("Python:Preload:0", "bankid.host_api"),
            // The hosts stand for processes that follow each other, but share one here, whose main interpreter has one owner.
            new("Python:Pattern", "Workers"), new("Python:Workers:Minimum", "1"), new("Python:Workers:Maximum", "1"),
        ]);
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs);
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddPythonHost(builder.Configuration);
        builder.Services.AddSingleton<IBankIdConnectionSource>(new Source(this));
        builder.Services.AddSingleton<ISessionJournal>(_journal);
        builder.Services.AddSingleton<IResponseStore>(_responses);
        builder.AddAuthSessions();
        _hosts.Add(builder.Build());
        await _hosts[^1].StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.StopAsync();
            host.Dispose();
        }

        await _bankId.DisposeAsync();
        _authority.Dispose();
    }

    private static AuthIntent Intent => new()
    {
        Flow = Flow.Auth, Device = Device.Other, Client = new("windows", "edge"), EndUserIp = SensitiveData.EndUserIp,
        Web = new("example.se", SensitiveData.UserAgent, Guid.NewGuid().ToString("N")),
    };

    private string Complete => new JsonObject
    {
        ["orderRef"] = _orderRef, ["status"] = "complete", ["completionData"] = new JsonObject
        {
            ["user"] = new JsonObject
            {
                ["personalNumber"] = SensitiveData.PersonalNumber, ["name"] = SensitiveData.Name, ["givenName"] = SensitiveData.GivenName, ["surname"] = SensitiveData.Surname,
            },
            ["device"] = new JsonObject { ["ipAddress"] = SensitiveData.EndUserIp }, ["bankIdIssueDate"] = "2024-06-09",
            ["signature"] = Convert.ToBase64String("<signature/>"u8), ["ocspResponse"] = Convert.ToBase64String("ocsp"u8),
        },
    }.ToJsonString();

    private string Collected(string status, string hint) =>
        new JsonObject { ["orderRef"] = _orderRef, ["status"] = status, ["hintCode"] = hint }.ToJsonString();

    private string Order()
    {
        var words = Enumerable.Range(0, 4).Select(_ => Guid.NewGuid().ToString()).ToArray();
        foreach (var word in words)
            _secrets.Enqueue(word);
        _orderRef = words[0];
        return new JsonObject
        {
            ["orderRef"] = words[0], ["autoStartToken"] = words[1], ["qrStartToken"] = words[2], ["qrStartSecret"] = words[3],
        }.ToJsonString();
    }

    private async Task<TestPage> OpenAsync(SessionId id) => (await TestPage.OpenAsync(Sessions, id, _owner))!;

    private async Task ServeAsync(HttpContext context)
    {
        var answer = new TaskCompletionSource<(int Status, string Body)>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _arrived.Writer.WriteAsync((context.Request.Path.Value!.Split('/')[^1], answer));
        var (status, body) = await answer.Task;
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
    }

    /// <summary>Starts, and shows the QR code.</summary>
    private async Task<(SessionId Id, TestPage Page)> ShowCodeAsync()
    {
        var id = Assert.IsType<StartReply.Started>(await Sessions.StartAsync(Intent, _owner)).Id;
        var page = await OpenAsync(id);
        await AnswerAsync("auth", Order());
        await page.UntilAsync<AuthState.AwaitingScan>();
        return (id, page);
    }

    /// <summary>BankID sends this response, and the journal refuses every write after it.</summary>
    private async Task CannotWriteAsync(TaskCompletionSource<(int Status, string Body)> request, string body)
    {
        var told = new TaskCompletionSource();
        _journal.Writing = _ => told.TrySetResult();
        _journal.WriteFault = new JournalWrite.Unavailable("disk full");
        request.SetResult((200, body));
        await told.Task.WaitAsync(Guard.Timeout);
    }

    private async Task<TaskCompletionSource<(int Status, string Body)>> NextAsync(string path)
    {
        var (arrived, answer) = await _arrived.Reader.ReadAsync().AsTask().WaitAsync(Guard.Timeout);
        Assert.Equal(path, arrived);
        return answer;
    }

    private async Task AnswerAsync(string path, string body, int status = 200) => (await NextAsync(path)).SetResult((status, body));

    private sealed class Source(RealPythonTests tests) : IBankIdConnectionSource
    {
        private readonly System.Security.Cryptography.X509Certificates.X509Certificate2 _client = tests._authority.Client();

        public ValueTask<BankIdConnection?> CurrentAsync(CancellationToken cancellation = default) =>
            new(new BankIdConnection(tests._bankId.Address, tests._authority.Root, _client));
    }
}
