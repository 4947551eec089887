using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace AuthDemo.EndToEnd.Tests.Console;

/// <summary>What the service's keepers see of it from outside: health, metrics, traces, logs; and what they do not see.</summary>
public sealed class OperationsStories(Browser browser)
{
    [Fact]
    public async Task Keeper_scrapes_metrics_and_collects_traces_that_know_sessions_and_no_persons()
    {
        await using var collector = await TraceCollector.StartAsync();
        await using var stage = await Stage.SetAsync(browser, new Dictionary<string, string> { ["Operations:Otlp"] = collector.Url, ["Operations:JsonLogs"] = "true" });
        var user = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync(Phone.Elsa);
        await user.GoToAsync("/sign-in?returnUrl=/");
        await user.PressAsync("BankID on this computer");
        var link = await user.LaunchLinkAsync();
        var session = new Uri(user.Page.Url).AbsolutePath.Split('/')[^1];
        await phone.OpenAsync(link);
        await user.SeesAsync("Enter your security code");
        await phone.EnterCodeAsync();
        await user.ReadsAsync(phone.Name);

        var metrics = await CurlAsync($"{stage.Service.Url}metrics");
        var traces = await collector.UntilAsync("bankid collect");

        foreach (var name in (string[])["python_calls", "authdemo_journal_commit_writes", "http_server_request_duration_seconds", "dotnet_gc"])
            Assert.Contains($"# TYPE {name}", metrics, StringComparison.Ordinal);
        Assert.Contains(session, traces, StringComparison.Ordinal);
        Assert.Contains("authdemo.order", traces, StringComparison.Ordinal);
        var token = link[(link.IndexOf("autostarttoken=", StringComparison.Ordinal) + "autostarttoken=".Length)..].Split('&')[0];
        foreach (var secret in (string[])[phone.PersonalNumber, phone.PersonalNumber[2..], phone.Name, phone.Name.Split(' ')[^1], token, "Mozilla", "autostarttoken", "returnUrl"])
        {
            Assert.DoesNotContain(secret, traces, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(secret, metrics, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Keeper_reads_logs_as_one_json_object_a_line()
    {
        await using var stage = await Stage.SetAsync(browser, new Dictionary<string, string> { ["Operations:JsonLogs"] = "true" });
        var user = await stage.OpenBrowserAsync();

        await user.ChooseOtherDeviceAsync();

        var moved = stage.Service.Lines.Where(line => line.Contains("AwaitingScan", StringComparison.Ordinal)).Select(line => JsonDocument.Parse(line).RootElement).First();
        Assert.Equal("Information", moved.GetProperty("LogLevel").GetString());
        Assert.Equal(new Uri(user.Page.Url).AbsolutePath.Split('/')[^1], moved.GetProperty("State").GetProperty("Session").GetString());
        Assert.All(stage.Service.Lines.Where(line => line.StartsWith('{')), line => JsonDocument.Parse(line));
    }

    [Fact]
    public async Task Keeper_asks_by_HEAD_and_gets_no_body()
    {
        await using var stage = await Stage.ShareAsync(browser);
        using var tcp = new TcpClient(stage.Service.Url.Host, stage.Service.Url.Port);

        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HEAD /sign-in HTTP/1.1\r\nHost: {stage.Service.Url.Authority}\r\nConnection: close\r\n\r\n"));
        var answer = await new StreamReader(tcp.GetStream()).ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeper_sees_that_all_is_well_and_then_that_bankid_is_away()
    {
        await using var stage = await Stage.SetAsync(browser);
        var user = await stage.OpenBrowserAsync();
        await user.ChooseOtherDeviceAsync();
        var well = await ReadyAsync(stage.Service.Url);
        Assert.Equal(("200", "healthy"), (well.Code, well.Status));
        Assert.Equal(["bankid", "certificate", "journal", "python"], well.Checks.Keys.Order());

        await stage.StopBankIdAsync();
        await user.ReadsAsync("BankID");
        var away = await ReadyUntilAsync(stage.Service.Url, "bankid", "degraded");

        Assert.Equal(("200", "degraded"), (away.Code, away.Status));
        Assert.Equal("200", (await HealthAsync(stage.Service.Url, "live")).Code);
        await stage.StartBankIdAsync();
        await ReadyUntilAsync(stage.Service.Url, "bankid", "healthy");
    }

    [Fact]
    public async Task Keeper_sees_that_the_journal_is_away()
    {
        await using var stage = await Stage.SetAsync(browser, new Dictionary<string, string>
        {
            ["Journal:Provider"] = "PostgreSql", ["Journal:ConnectionString"] = "Host=127.0.0.1;Port=1;Database=none;Username=nobody",
        });

        var ready = await ReadyAsync(stage.Service.Url);

        Assert.Equal(("503", "unhealthy", "unhealthy"), (ready.Code, ready.Status, ready.Checks["journal"]));
        Assert.Equal("200", (await HealthAsync(stage.Service.Url, "live")).Code);
    }

    [Fact]
    public async Task Keeper_sees_that_python_is_away()
    {
        await using var stage = await Stage.SetAsync(browser, new Dictionary<string, string> { ["Python:Pattern"] = "Workers", ["Python:Executable"] = "/nonexistent/python" });

        var ready = await ReadyUntilAsync(stage.Service.Url, "python", "unhealthy");

        Assert.Equal(("503", "healthy"), (ready.Code, ready.Checks["journal"]));
    }

    private static Task<Health> ReadyAsync(Uri service) => HealthAsync(service, "ready");

    /// <summary>Asks again until the check says so: what it tells of comes with the traffic.</summary>
    private static async Task<Health> ReadyUntilAsync(Uri service, string check, string status)
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            var health = await ReadyAsync(service);
            if (health.Checks[check] == status)
                return health;
            guard.Token.ThrowIfCancellationRequested();
        }
    }

    private static async Task<Health> HealthAsync(Uri service, string which)
    {
        var (body, code) = (await CurlAsync("-w", "\n%{http_code}", $"{service}health/{which}")).Split('\n') is [var first, var last] ? (first, last) : throw new FormatException();
        var root = JsonDocument.Parse(body).RootElement;
        return new(code, root.GetProperty("status").GetString()!,
            root.GetProperty("checks").EnumerateObject().ToDictionary(check => check.Name, check => check.Value.GetProperty("status").GetString()!));
    }

    private static async Task<string> CurlAsync(params string[] arguments)
    {
        using var curl = Process.Start(new ProcessStartInfo("curl", ["-s", "--noproxy", "*", .. arguments]) { RedirectStandardOutput = true })!;
        var output = await curl.StandardOutput.ReadToEndAsync();
        await curl.WaitForExitAsync();
        Assert.Equal(0, curl.ExitCode);
        return output;
    }

    private sealed record Health(string Code, string Status, IReadOnlyDictionary<string, string> Checks);
}
