using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace AuthDemo.PythonHost.Tests.Arrange;

/// <summary>A host in the test's own process, registered as an application does; on the newest Python, since a process holds one.</summary>
internal sealed class HostHere : IAsyncDisposable
{
    private readonly LogCapture _logs = new();
    private readonly ServiceProvider _services;

    public HostHere(string arrangement, params (string Key, string? Value)[] settings)
        : this(arrangement, TimeProvider.System, settings)
    {
    }

    /// <param name="time">The host's clock: with one that the test moves, no deadline comes by itself.</param>
    public HostHere(string arrangement, TimeProvider time, params (string Key, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?>(Arrangement.Named(arrangement).Settings);
        foreach (var (key, value) in settings)
            all[$"Python:{key}"] = value;
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(_logs).SetMinimumLevel(LogLevel.Trace));
        services.AddSingleton(time);
        services.AddPythonHost(new ConfigurationBuilder().AddInMemoryCollection(all).Build());
        _services = services.BuildServiceProvider();
        Host = _services.GetRequiredService<IPythonHost>();
    }

    /// <summary>The arrangements that can run here, on the newest Python: the main interpreter, own-GIL interpreters where there are any, workers.</summary>
    public static TheoryData<string> Arrangements { get; } = [.. ((string?[])[PythonNet, Interpreters, Workers]).OfType<string>()];

    public static string? Interpreters =>
        Arrangement.All.FirstOrDefault(a => a.Kind == ArrangementKind.Interpreters && a.Python == Pythons.Newest.Number)?.Name;

    public static string PythonNet => Arrangement.All.First(a => a.Kind == ArrangementKind.PythonNet && a.Python == Pythons.Newest.Number).Name;

    public static string Workers =>
        Arrangement.All.First(a => a.Kind == ArrangementKind.Workers && a.Python == Pythons.Newest.Number).Name;

    /// <summary>Those of these kinds that can run in this process: on the newest Python, the first of each kind.</summary>
    public static TheoryData<string> Arranged(params ReadOnlySpan<ArrangementKind> kinds)
    {
        var data = Arrangement.Names(kinds);
        return [.. data.Select(row => row.Data).GroupBy(KindOf).Select(rows => rows.First(name => PythonOf(name) is null || PythonOf(name) == Pythons.Newest.Number))];

        static ArrangementKind? KindOf(string name) => Arrangement.All.FirstOrDefault(a => a.Name == name)?.Kind;
        static Version? PythonOf(string name) => Arrangement.All.FirstOrDefault(a => a.Name == name)?.Python;
    }

    public IPythonHost Host { get; }

    public PythonHostStatus Status => _services.GetRequiredService<IPythonHostStatus>().Status;

    public IPythonRunners Runners => _services.GetRequiredService<IPythonRunners>();

    /// <summary>Not started: the container starts nothing by itself.</summary>
    public PythonFileWatch Watch => _services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<PythonFileWatch>().Single();

    public LineBuffer Log => _logs.Messages;

    public PatternHost Inner => _services.GetRequiredService<PatternHost>();

    public async Task<HealthReport> HealthAsync() => await _services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    public async Task<PythonReply> CallAsync(string function, string payload = "", Func<PythonCall, PythonCall>? with = null)
    {
        var call = new PythonCall($"hosted.cases.{function}", System.Text.Encoding.UTF8.GetBytes(payload));
        return await Host.CallAsync(with?.Invoke(call) ?? call);
    }

    public async Task<string> TextAsync(string function, string payload = "", Func<PythonCall, PythonCall>? with = null) =>
        System.Text.Encoding.UTF8.GetString(Assert.IsType<PythonReply.Returned>(await CallAsync(function, payload, with)).Payload.Span);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
