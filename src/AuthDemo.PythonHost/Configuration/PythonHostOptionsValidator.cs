using Microsoft.Extensions.Options;

namespace AuthDemo.PythonHost.Configuration;

/// <summary>Checks every setting and names the key, the limit and what was given.</summary>
internal sealed class PythonHostOptionsValidator : IValidateOptions<PythonHostOptions>
{
    public ValidateOptionsResult Validate(string? name, PythonHostOptions options)
    {
        var findings = new Findings(PythonHostOptions.Section);
        findings.Known("Pattern", options.Pattern);
        findings.NotBlank("Executable", options.Executable);
        findings.NotBlank("Packages", options.Packages);
        findings.EachNotBlank("SearchPaths", options.SearchPaths);
        findings.EachDottedName("Preload", options.Preload);
        findings.Between("WaitBudget", options.WaitBudget, TimeSpan.Zero, TimeSpan.FromHours(1));
        findings.Between("RunBudget", options.RunBudget, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(24));
        findings.Between("Grace", options.Grace, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        findings.Between("StartBudget", options.StartBudget, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        findings.Between("DrainBudget", options.DrainBudget, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        findings.Between("QueueLimit", options.QueueLimit, 1, 1_000_000);
        findings.Between("MaxMessageBytes", options.MaxMessageBytes, 1024, 1024 * 1024 * 1024);
        findings.EachDottedName("HealthFunction", [options.HealthFunction], indexed: false);
        findings.Between("NamedLimit", options.NamedLimit, 0, 4096);
        findings.Between("NamedTimeToLive", options.NamedTimeToLive, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7));
        findings.Between("Interpreters:Count", options.Interpreters.Count, 0, 256);
        findings.Between("Interpreters:MaxReplacements", options.Interpreters.MaxReplacements, 0, 1000);
        Processes(findings, options.Processes);
        Workers(findings, options.Workers);
        findings.Between("Http:Processes", options.Http.Processes, 0, 256);
        if (options.Http.Address is { } address && !IsServiceAddress(address))
            findings.Add("Http:Address", "must be http://…, https://… or unix:/path", $"'{address}'");
        findings.NotBlank("Http:Secret", options.Http.Secret);
        findings.Between("PerCall:Maximum", options.PerCall.Maximum, 0, 256);
        return findings.Result;
    }

    private static bool IsServiceAddress(string address) =>
        address.StartsWith("unix:/", StringComparison.Ordinal)
        || (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https");

    private static void Workers(Findings findings, WorkersOptions options)
    {
        findings.Between("Workers:Minimum", options.Minimum, 0, 256);
        findings.Between("Workers:Maximum", options.Maximum, 0, 256);
        if (options.Maximum > 0 && options.Maximum < options.Minimum)
            findings.Add("Workers:Maximum", $"must be at least Workers:Minimum ({options.Minimum}) or 0", $"{options.Maximum}");
        findings.Between("Workers:InFlight", options.InFlight, 1, 1024);
        findings.Between("Workers:IdleTimeToLive", options.IdleTimeToLive, TimeSpan.Zero, TimeSpan.FromDays(1));
        findings.Between("Workers:Linger", options.Linger, TimeSpan.Zero, TimeSpan.FromDays(1));
        findings.Between("Workers:MaxCalls", options.MaxCalls, 0, long.MaxValue);
        findings.Between("Workers:MaxAge", options.MaxAge, TimeSpan.Zero, TimeSpan.FromDays(30));
    }

    private static void Processes(Findings findings, ProcessesOptions options)
    {
        findings.Between("Processes:Jitter", options.Jitter, 0, 0.5);
        if (options.MemoryLimitBytes != 0)
            findings.Between("Processes:MemoryLimitBytes", options.MemoryLimitBytes, 64L << 20, 1L << 46);
        findings.Between("Processes:Nice", options.Nice, 0, 19);
        findings.Between("Processes:Backoff", options.Backoff, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        findings.Between("Processes:MaxBackoff", options.MaxBackoff, options.Backoff, TimeSpan.FromHours(1));
        findings.Between("Processes:BreakAfter", options.BreakAfter, 1, 100);
        findings.EachNotBlank("Processes:Environment", options.Environment);
    }
}
