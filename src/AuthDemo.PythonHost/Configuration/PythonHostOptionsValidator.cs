using AuthDemo.Configuration;
using Microsoft.Extensions.Options;

namespace AuthDemo.PythonHost.Configuration;

/// <summary>Checks every setting and names the key, the limit and what was given.</summary>
internal sealed class PythonHostOptionsValidator : IValidateOptions<PythonHostOptions>
{
    public ValidateOptionsResult Validate(string? name, PythonHostOptions options)
    {
        var errors = new OptionsErrors(PythonHostOptions.Section);
        errors.Defined("Pattern", options.Pattern);
        errors.NotBlank("Executable", options.Executable);
        errors.NotBlank("Packages", options.Packages);
        errors.EachNotBlank("SearchPaths", options.SearchPaths);
        for (var i = 0; i < options.Preload.Count; i++)
            DottedName(errors, $"Preload:{i}", options.Preload[i]);
        errors.Between("WaitBudget", options.WaitBudget, TimeSpan.Zero, TimeSpan.FromHours(1));
        errors.Between("RunBudget", options.RunBudget, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(24));
        errors.Between("Grace", options.Grace, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        errors.Between("StartBudget", options.StartBudget, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        errors.Between("DrainBudget", options.DrainBudget, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        errors.Between("QueueLimit", options.QueueLimit, 1, 1_000_000);
        errors.Between("MaxMessageBytes", options.MaxMessageBytes, 1024, 1024 * 1024 * 1024);
        DottedName(errors, "HealthFunction", options.HealthFunction);
        errors.Between("NamedLimit", options.NamedLimit, 0, 4096);
        errors.Between("NamedTimeToLive", options.NamedTimeToLive, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7));
        errors.Between("Interpreters:Count", options.Interpreters.Count, 0, 256);
        errors.Between("Interpreters:MaxReplacements", options.Interpreters.MaxReplacements, 0, 1000);
        Processes(errors, options.Processes);
        Workers(errors, options.Workers);
        errors.Between("Http:Processes", options.Http.Processes, 0, 256);
        if (options.Http.Address is { } address && !IsServiceAddress(address))
            errors.Add("Http:Address", "must be http://…, https://… or unix:/path", $"'{address}'");
        errors.NotBlank("Http:Secret", options.Http.Secret);
        errors.Between("PerCall:Maximum", options.PerCall.Maximum, 0, 256);
        return errors.Result;
    }

    private static bool IsServiceAddress(string address) =>
        address.StartsWith("unix:/", StringComparison.Ordinal)
        || (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https");

    private static void Workers(OptionsErrors errors, WorkersOptions options)
    {
        errors.Between("Workers:Minimum", options.Minimum, 0, 256);
        errors.Between("Workers:Maximum", options.Maximum, 0, 256);
        if (options.Maximum > 0 && options.Maximum < options.Minimum)
            errors.Add("Workers:Maximum", $"must be at least Workers:Minimum ({options.Minimum}) or 0", $"{options.Maximum}");
        errors.Between("Workers:InFlight", options.InFlight, 1, 1024);
        errors.Between("Workers:IdleTimeToLive", options.IdleTimeToLive, TimeSpan.Zero, TimeSpan.FromDays(1));
        errors.Between("Workers:Linger", options.Linger, TimeSpan.Zero, TimeSpan.FromDays(1));
        errors.Between("Workers:MaxCalls", options.MaxCalls, 0, long.MaxValue);
        errors.Between("Workers:MaxAge", options.MaxAge, TimeSpan.Zero, TimeSpan.FromDays(30));
    }

    private static void Processes(OptionsErrors errors, ProcessesOptions options)
    {
        errors.Between("Processes:Jitter", options.Jitter, 0, 0.5);
        if (options.MemoryLimitBytes != 0)
            errors.Between("Processes:MemoryLimitBytes", options.MemoryLimitBytes, 64L << 20, 1L << 46);
        errors.Between("Processes:Nice", options.Nice, 0, 19);
        errors.Between("Processes:Backoff", options.Backoff, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        errors.Between("Processes:MaxBackoff", options.MaxBackoff, options.Backoff, TimeSpan.FromHours(1));
        errors.Between("Processes:BreakAfter", options.BreakAfter, 1, 100);
        errors.EachNotBlank("Processes:Environment", options.Environment);
    }

    private static void DottedName(OptionsErrors errors, string key, string given)
    {
        if (!given.Split('.').All(part => part.Length > 0 && !char.IsDigit(part[0]) && part.All(c => c == '_' || char.IsLetterOrDigit(c))))
            errors.Add(key, "must be a dotted name such as package.module", $"'{given}'");
    }
}
