using AuthDemo.Journal;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Journaling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AuthDemo.Benchmarks.ConsoleGrid;

/// <summary>A journal with sessions of the last days in it, of every flow, device and ending, written as the service writes them.</summary>
internal static class FullJournal
{
    private const int AtOnce = 200;

    private static readonly Flow[] s_flows = [Flow.Auth, Flow.Auth, Flow.Auth, Flow.Sign, Flow.Payment];

    private static readonly CallSummary s_python =
        new(CallTarget.Python, "advance", null, "ok", 5, TimeSpan.FromMilliseconds(0.3), TimeSpan.FromMilliseconds(1.1));

    public static async Task WriteAsync(string folder, int sessions)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("Journal:DataFolder", folder)]);
        builder.AddJournal();
        using var host = builder.Build();
        await host.StartAsync();
        var journal = host.Services.GetRequiredService<ISessionJournal>();
        var now = DateTimeOffset.UtcNow;
        foreach (var some in Enumerable.Range(0, sessions).Chunk(AtOnce))
            await Task.WhenAll(some.Select(number => LiveAsync(journal, number, At(now, number))));
        await host.StopAsync();
    }

    private static async Task LiveAsync(ISessionJournal journal, int number, DateTimeOffset at)
    {
        var session = new SessionRecord
        {
            Id = SessionId.New(),
            OwnerHash = OwnerKey.New().Hash(),
            Intent = new AuthIntent
            {
                Flow = s_flows[number % s_flows.Length], Device = number % 3 == 0 ? Device.Same : Device.Other,
                Client = new ClientPlatform(number % 2 == 0 ? "windows" : "ios", number % 2 == 0 ? "firefox" : "safari"), EndUserIp = "192.0.2.1",
            },
            Version = 1, State = new AuthState.Starting(), ProtocolState = new byte[1500], Awaited = [1], StartedAt = at, At = at,
        };
        await WriteAsync(journal, session, new SessionEvent.Started(at, session.Intent.Flow, session.Intent.Device) { Calls = [s_python] });
        session = session with { Version = 2, State = new AuthState.EnteringCode() { Message = "RFA9" }, At = at.AddSeconds(4) };
        await WriteAsync(journal, session, new SessionEvent.Moved(session.At, "Starting", "EnteringCode", null) { Calls = [Call("auth"), Call("collect"), s_python] });
        var (state, why) = Ending(number);
        session = session with { Version = 3, State = state, At = at.AddSeconds(8 + (number % 50)) };
        await WriteAsync(journal, session, new SessionEvent.Ended(session.At, state.GetType().Name, why) { Calls = [Call("collect") with { Count = 4, Longest = TimeSpan.FromMilliseconds(61) }, s_python] });
    }

    // Some thirty seconds apart, and some hours are busier than others.
    private static DateTimeOffset At(DateTimeOffset now, int number) => now.AddSeconds(-60 - (number * 30) - (number % 17 * 40) - (600 * Math.Sin(number / 40.0)));

    private static (AuthState State, string? Why) Ending(int number) => (number % 10) switch
    {
        0 => (new AuthState.Failed("start_failed", true, "startFailed") { Message = "RFA17A" }, "start_failed"),
        1 => (new AuthState.Cancelled(CancelledBy.App) { Message = "RFA6" }, "App"),
        2 => (new AuthState.Failed("expired_transaction", true, "expiredTransaction") { Message = "RFA8" }, "expired_transaction"),
        _ => (new AuthState.Completed(new Identity("199001012385", "Karin Berg", "Karin", "Berg"), []), null),
    };

    private static CallSummary Call(string path) =>
        new(CallTarget.BankId, path, "appapi2.test.bankid.com", "200", 1, TimeSpan.FromMilliseconds(38), TimeSpan.FromMilliseconds(38));

    private static async Task WriteAsync(ISessionJournal journal, SessionRecord session, SessionEvent happened)
    {
        if (await journal.AppendAsync(session, [happened]) is not JournalWrite.Written)
            throw new InvalidOperationException("The journal did not take a session.");
    }
}
