using AuthDemo.Journal;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Journaling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AuthDemo.Benchmarks.ConsoleGrid;

/// <summary>Fills a journal with sessions of the last days, of every flow, device and result, written as the service writes them.</summary>
internal static class JournalSeeder
{
    private const int AtOnce = 200;

    private static readonly Flow[] s_flows = [Flow.Auth, Flow.Auth, Flow.Auth, Flow.Sign, Flow.Payment];

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
            await Task.WhenAll(some.Select(number => WriteSessionAsync(journal, number, At(now, number))));
        await host.StopAsync();
    }

    private static async Task WriteSessionAsync(ISessionJournal journal, int number, DateTimeOffset at)
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
        await WriteAsync(journal, session, [new SessionEvent.Started(at, session.Intent.Flow, session.Intent.Device)]);
        foreach (var step in SampleSession.Steps(number, session.Intent.Flow, session.Intent.Device!.Value, at))
        {
            session = session with { Version = session.Version + 1, State = step.State, At = step.At };
            await WriteAsync(journal, session, step.Events);
        }
    }

    // About 30 s apart, all of them ended by now, and with busy and quiet hours.
    private static DateTimeOffset At(DateTimeOffset now, int number) => (now - SampleSession.Length(number)).AddSeconds(-(number * 30) - (number % 17 * 40) - (600 * Math.Sin(number / 40.0)));

    private static async Task WriteAsync(ISessionJournal journal, SessionRecord session, IReadOnlyList<SessionEvent> happened)
    {
        if (await journal.AppendAsync(session, happened) is not JournalWrite.Written)
            throw new InvalidOperationException("The journal refused a session.");
    }
}
