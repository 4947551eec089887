using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using AuthDemo.Journal;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Journaling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AuthDemo.Benchmarks;

/// <summary>
/// The effect of group commit: the same durable appends by 1, 32 and 256 sessions at a time, with one write per commit and with up to
/// 256. Each caller waits for its write before the next, as a grain does. Ungrouped and
/// grouped rounds alternate, so that a busy machine slows both.
/// </summary>
internal static class JournalBenchmark
{
    private const int Rounds = 3;

    private static readonly TimeSpan s_length = TimeSpan.FromSeconds(3);
    private static readonly int[] s_callers = [1, 32, 256];

    /// <summary>Arguments: a PostgreSQL connection string to an empty database, or nothing for SQLite in a temporary folder.</summary>
    public static async Task RunAsync(string[] args)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"authdemo-journal-benchmark-{Guid.NewGuid():N}");
        Dictionary<string, string?> settings = args is [var connection]
            ? new() { ["Journal:Provider"] = "PostgreSql", ["Journal:ConnectionString"] = connection }
            : new() { ["Journal:DataFolder"] = folder };
        Console.WriteLine($"{(args is [_] ? "PostgreSQL" : "SQLite")}, {Environment.ProcessorCount} cores, best of {Rounds} rounds of {s_length.TotalSeconds:0} s\n");
        Console.WriteLine("| sessions at a time | writes in one commit | appends/s | commits/s | p50 ms | p99 ms | CPU ms/append |");
        Console.WriteLine("|---:|---|---:|---:|---:|---:|---:|");
        try
        {
            foreach (var callers in s_callers)
            {
                var (alone, grouped) = (new List<Round>(), new List<Round>());
                for (var round = 0; round < Rounds; round++)
                {
                    alone.Add(await RoundAsync(settings, callers, maxGroup: 1));
                    grouped.Add(await RoundAsync(settings, callers, maxGroup: 256));
                }
                var (best, bestGrouped) = (alone.MaxBy(round => round.PerSecond)!, grouped.MaxBy(round => round.PerSecond)!);
                best.Print(callers, "1");
                bestGrouped.Print(callers, string.Create(CultureInfo.InvariantCulture, $"up to 256 (mean {bestGrouped.PerSecond / bestGrouped.Commits:0.0}), {bestGrouped.PerSecond / best.PerSecond:0.0} ×"));
            }
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Round> RoundAsync(Dictionary<string, string?> settings, int callers, int maxGroup)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Configuration.AddInMemoryCollection([new("Journal:Grouping:MaxGroup", $"{maxGroup}")]);
        builder.AddJournal();
        using var host = builder.Build();
        await host.StartAsync();
        var journal = host.Services.GetRequiredService<ISessionJournal>();
        await DriveAsync(journal, callers, TimeSpan.FromSeconds(1)); // warm-up

        var commits = 0L;
        using var listener = new MeterListener { InstrumentPublished = Listen };
        listener.SetMeasurementEventCallback<int>((_, _, _, _) => Interlocked.Increment(ref commits));
        listener.Start();
        var (began, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var waits = await DriveAsync(journal, callers, s_length);
        var took = Stopwatch.GetElapsedTime(began);
        var used = Environment.CpuUsage.TotalTime - cpu;
        await host.StopAsync();
        waits.Sort();
        return new Round(
            waits.Count / took.TotalSeconds, commits / took.TotalSeconds, waits[waits.Count / 2], waits[waits.Count * 99 / 100],
            used.TotalMilliseconds / waits.Count);

        static void Listen(Instrument instrument, MeterListener listener)
        {
            if (instrument.Name == "authdemo.journal.commit.writes")
                listener.EnableMeasurementEvents(instrument);
        }
    }

    /// <summary>How long each append took, in milliseconds.</summary>
    private static async Task<List<double>> DriveAsync(ISessionJournal journal, int callers, TimeSpan length)
    {
        var began = Stopwatch.GetTimestamp();
        var waits = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            var mine = new List<double>();
            while (Stopwatch.GetElapsedTime(began) < length)
            {
                var session = NewSession();
                var before = Stopwatch.GetTimestamp();
                var reply = await journal.AppendAsync(session, [new SessionEvent.Started(session.At, Flow.Auth, Device.Other)]);
                mine.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
                if (reply is not JournalWrite.Written)
                    throw new InvalidOperationException($"{reply}");
                for (var version = 2; version <= 4; version++)
                {
                    session = session with { Version = version, State = new AuthState.EnteringCode() };
                    before = Stopwatch.GetTimestamp();
                    reply = await journal.AppendAsync(session, [new SessionEvent.Moved(session.At, AuthStateKind.Starting, AuthStateKind.EnteringCode, null)]);
                    mine.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
                    if (reply is not JournalWrite.Written)
                        throw new InvalidOperationException($"{reply}");
                }
            }
            return mine;
        })));
        return [.. waits.SelectMany(mine => mine)];
    }

    private static SessionRecord NewSession() => new()
    {
        Id = SessionId.New(),
        OwnerHash = OwnerKey.New().Hash(),
        Intent = new AuthIntent { Flow = Flow.Auth, Device = Device.Other, Client = new ClientPlatform("windows", "firefox"), EndUserIp = "192.0.2.1" },
        Version = 1,
        State = new AuthState.Starting(),
        ProtocolState = new byte[1500],
        Awaited = [1],
        StartedAt = DateTimeOffset.UtcNow,
        At = DateTimeOffset.UtcNow,
    };

    private sealed record Round(double PerSecond, double Commits, double P50, double P99, double Cpu)
    {
        public void Print(int callers, string grouping) => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {callers} | {grouping} | {PerSecond:0} | {Commits:0} | {P50:0.00} | {P99:0.00} | {Cpu:0.00} |"));
    }
}
