using System.Net;
using System.Text.Json;
using AuthDemo.Web.Operations;
using AuthDemo.Web.Tests.Console;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AuthDemo.Web.Tests.Operations;

public sealed class OperationsTests
{
    private readonly FakeBankId _bankId = new();
    private readonly FakeTimeProvider _time = new(FakeJournal.Noon);

    [Fact]
    public async Task Live_ReturnsOnlyThatTheProcessResponds()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.BrowserOf(null);

        Assert.Equal("""{"status":"healthy","checks":{}}""", await browser.GetPageAsync("/health/live"));
    }

    [Fact]
    public async Task Ready_WithoutACertificate_IsUnavailableAndNamesIt()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.BrowserOf(null);

        var response = await browser.GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        var checks = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("checks");
        Assert.Equal(["bankid", "certificate", "clock"], checks.EnumerateObject().Select(check => check.Name)); // the rest comes with the composition
        Assert.Equal("""{"status":"unhealthy","reason":"absent"}""", checks.GetProperty("certificate").GetRawText());
    }

    [Theory]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("10.1.2.3", HttpStatusCode.OK)]
    [InlineData("192.0.2.7", HttpStatusCode.NotFound)]
    public async Task Metrics_AreForLoopbackAndConfiguredAddresses(string from, HttpStatusCode status)
    {
        await using var host = await ConsoleHost.StartAsync(IPAddress.Parse(from), ("Operations:MetricsFrom:0", "10.0.0.0/8"));
        using var browser = host.BrowserOf(null);

        Assert.Equal(status, (await browser.GetAsync("/metrics")).StatusCode);
    }

    [Theory]
    [InlineData(null, HealthStatus.Healthy)]
    [InlineData(true, HealthStatus.Healthy)]
    [InlineData(false, HealthStatus.Degraded)]
    public async Task BankId_Unreachable_IsDegradedAndNeverUnready(bool? isReachable, HealthStatus status)
    {
        _bankId.Status = _bankId.Status with { IsReachable = isReachable };

        Assert.Equal(status, (await new BankIdHealthCheck(_bankId).CheckHealthAsync(new(), TestContext.Current.CancellationToken)).Status);
    }

    [Theory]
    [InlineData(200, HealthStatus.Healthy, null)]
    [InlineData(29, HealthStatus.Degraded, "29 days left")]
    [InlineData(0, HealthStatus.Unhealthy, "expired")]
    public async Task Certificate_StatusDependsOnTheDaysLeft(int days, HealthStatus status, string? detail)
    {
        _bankId.Status = _bankId.Status with { CertificateExpires = FakeJournal.Noon.AddDays(days) };

        var result = await new CertificateHealthCheck(_bankId, _time, new Monitor<OperationsOptions>(new())).CheckHealthAsync(new(), TestContext.Current.CancellationToken);

        Assert.Equal((status, detail), (result.Status, result.Description));
    }

    [Theory]
    [InlineData(-24 * 60)]
    [InlineData(-20)]
    [InlineData(24 * 60)]
    public async Task ClockThatWasSet_IsToldForAnHour(int minutes)
    {
        var time = new SteppingTime();
        var check = new ClockHealthCheck(time, NullLogger<ClockHealthCheck>.Instance);
        Assert.Equal(HealthStatus.Healthy, await StatusAsync());

        time.Step += TimeSpan.FromMinutes(minutes);

        Assert.Equal(HealthStatus.Degraded, await StatusAsync());
        time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(HealthStatus.Degraded, await StatusAsync());
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HealthStatus.Healthy, await StatusAsync());

        async Task<HealthStatus> StatusAsync() => (await check.CheckHealthAsync(new(), TestContext.Current.CancellationToken)).Status;
    }

    [Fact]
    public void Validate_EveryInvalidKey_IsNamed()
    {
        var options = new OperationsOptions { Otlp = "nowhere", CertificateWarningDays = 999 };
        options.MetricsFrom.Add("everybody");

        Assert.Equal(
            [
                "Operations:MetricsFrom:0 must be an IP address or a network such as 10.0.0.0/8; given: \"everybody\".",
                "Operations:Otlp must be an absolute http or https URL; given: \"nowhere\".",
                "Operations:CertificateWarningDays must be from 0 to 365; given: 999.",
            ],
            new OperationsOptionsValidator().Validate(null, options).Failures);
    }
}
