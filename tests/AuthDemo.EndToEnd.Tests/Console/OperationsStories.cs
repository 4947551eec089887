using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace AuthDemo.EndToEnd.Tests.Console;

/// <summary>How administrators monitor the service: health, metrics, traces and logs, none of which contains personal data.</summary>
public sealed class OperationsStories(Browser browser)
{
    [Fact]
    public async Task Administrator_scrapes_metrics_and_collects_traces_that_identify_sessions_and_no_persons()
    {
        await using var collector = await TraceCollector.StartAsync();
        await using var environment = await TestEnvironment.CreateAsync(browser, new Dictionary<string, string> { ["Operations:Otlp"] = collector.Url, ["Operations:JsonLogs"] = "true" });
        var user = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync(Phone.Elsa);
        await user.GoToAsync("/sign-in?returnUrl=/");
        await user.PressAsync("BankID on this computer");
        var link = await user.LaunchLinkAsync();
        var session = new Uri(user.Page.Url).AbsolutePath.Split('/')[^1];
        await phone.OpenAsync(link);
        await user.ShowsHeadingAsync("Enter your security code");
        await phone.EnterCodeAsync();
        await user.ShowsTextAsync(phone.Name);

        var metrics = await CurlAsync($"{environment.Service.Url}metrics");
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
    public async Task Administrator_reads_logs_as_one_json_object_per_line()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser, new Dictionary<string, string> { ["Operations:JsonLogs"] = "true" });
        var user = await environment.OpenBrowserAsync();

        await user.ChooseOtherDeviceAsync();

        var moved = environment.Service.Lines.Where(line => line.Contains("AwaitingScan", StringComparison.Ordinal)).Select(line => JsonDocument.Parse(line).RootElement).First();
        Assert.Equal("Information", moved.GetProperty("LogLevel").GetString());
        Assert.Equal(new Uri(user.Page.Url).AbsolutePath.Split('/')[^1], moved.GetProperty("State").GetProperty("Session").GetString());
        Assert.All(environment.Service.Lines.Where(line => line.StartsWith('{')), line => JsonDocument.Parse(line));
    }

    [Fact]
    public async Task Administrator_sends_HEAD_and_gets_no_body()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        using var tcp = new TcpClient(environment.Service.Url.Host, environment.Service.Url.Port);

        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HEAD /sign-in HTTP/1.1\r\nHost: {environment.Service.Url.Authority}\r\nConnection: close\r\n\r\n"));
        var response = await new StreamReader(tcp.GetStream()).ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", response, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", response, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Administrator_sees_a_healthy_service_and_then_that_bankid_is_unreachable()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser);
        var user = await environment.OpenBrowserAsync();
        await user.ChooseOtherDeviceAsync();
        var healthy = await ReadyAsync(environment.Service.Url);
        Assert.Equal(("200", "healthy"), (healthy.Code, healthy.Status));
        Assert.Equal(["bankid", "certificate", "clock", "journal", "python"], healthy.Checks.Keys.Order());

        await environment.StopBankIdAsync();
        await user.ShowsTextAsync("BankID");
        var degraded = await ReadyUntilAsync(environment.Service.Url, "bankid", "degraded");

        Assert.Equal(("200", "degraded"), (degraded.Code, degraded.Status));
        Assert.Equal("200", (await HealthAsync(environment.Service.Url, "live")).Code);
        await environment.StartBankIdAsync();
        await ReadyUntilAsync(environment.Service.Url, "bankid", "healthy");
    }

    [Fact]
    public async Task Administrator_sees_that_the_journal_is_unreachable()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser, new Dictionary<string, string>
        {
            ["Journal:Provider"] = "PostgreSql", ["Journal:ConnectionString"] = "Host=127.0.0.1;Port=1;Database=none;Username=nobody",
        });

        var ready = await ReadyAsync(environment.Service.Url);

        Assert.Equal(("503", "unhealthy", "unhealthy"), (ready.Code, ready.Status, ready.Checks["journal"]));
        Assert.Equal("200", (await HealthAsync(environment.Service.Url, "live")).Code);
    }

    [Fact]
    public async Task Administrator_sees_that_python_cannot_be_started()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser, new Dictionary<string, string> { ["Python:Pattern"] = "Workers", ["Python:Executable"] = "/nonexistent/python" });

        var ready = await ReadyUntilAsync(environment.Service.Url, "python", "unhealthy");

        Assert.Equal(("503", "healthy"), (ready.Code, ready.Checks["journal"]));
    }

    private static Task<Health> ReadyAsync(Uri service) => HealthAsync(service, "ready");

    /// <summary>Polls until the check has this status, which follows from the service's own calls.</summary>
    private static async Task<Health> ReadyUntilAsync(Uri service, string check, string status)
    {
        Health health = null!;
        await Polling.UntilAsync(async () => (health = await ReadyAsync(service)).Checks[check] == status);
        return health;
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
        var curl = await ChildProcess.RunAsync("curl", ["-s", "--noproxy", "*", .. arguments]);
        return curl.OutputOrThrow();
    }

    private sealed record Health(string Code, string Status, IReadOnlyDictionary<string, string> Checks);
}
