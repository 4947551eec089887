using AuthDemo.Simulator.Phone;
using Microsoft.Extensions.Time.Testing;

namespace AuthDemo.Simulator.Tests;

/// <summary>One simulator for one test: own folder, own ports, own clock.</summary>
internal sealed class TestSimulator : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;

    private TestSimulator(SimulatorServer server, FakeTimeProvider time, TemporaryFolder folder, LogCapture logs)
    {
        (Server, Time, _folder, Logs) = (server, time, folder, logs);
        Rp = new RelyingPartyClient(server, server.RpCertificate);
        Phone = new PhoneClient(server);
    }

    public SimulatorServer Server { get; }

    public FakeTimeProvider Time { get; }

    public RelyingPartyClient Rp { get; }

    public PhoneClient Phone { get; }

    public LogCapture Logs { get; }

    public static async Task<TestSimulator> StartAsync(Func<SimulatorOptions, SimulatorOptions>? configure = null)
    {
        var folder = new TemporaryFolder();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var logs = new LogCapture();
        var options = new SimulatorOptions { DataFolder = folder.FullName, TimeProvider = time, LoggerFactory = logs };
        var server = await SimulatorServer.StartAsync(configure?.Invoke(options) ?? options, TestContext.Current.CancellationToken);
        return new TestSimulator(server, time, folder, logs);
    }

    /// <summary>Path of a file in the data folder.</summary>
    public string File(string name) => _folder[name];

    public void Advance(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>The QR code's text as a relying party would show it after so many seconds.</summary>
    public static string Qr(Started order, int seconds) =>
        $"bankid.{order.QrStartToken}.{seconds}.{QrText.CodeAt(order.QrStartSecret, seconds)}";

    /// <summary>Starts an order and gets it onto a phone by its QR code.</summary>
    public async Task<(Started Order, PhoneAnswer Phone)> ScannedAsync(string path = "auth", string? body = null, string? holder = "elsa")
    {
        var order = await Rp.StartAsync(path, body ?? Requests.Auth);
        return (order, await Phone.ScanAsync(Qr(order, 0), holder));
    }

    public async ValueTask DisposeAsync()
    {
        Rp.Dispose();
        Phone.Dispose();
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>Bodies that are right in every respect; tests change one thing.</summary>
internal static class Requests
{
    public const string Auth = """{"endUserIp":"198.51.100.7"}""";
    public const string Sign = """{"endUserIp":"198.51.100.7","userVisibleData":"SGVq"}""";
    public const string PhoneAuth = """{"personalNumber":"198507099821","callInitiator":"RP"}""";
    public const string PhoneSign = """{"personalNumber":"198507099821","callInitiator":"user","userVisibleData":"SGVq"}""";

    public const string Payment = """
        {"endUserIp":"198.51.100.7","userVisibleTransaction":{"transactionType":"card","recipient":{"name":"Bokhandeln"},
        "money":{"amount":"100,50","currency":"SEK"}}}
        """;
}
