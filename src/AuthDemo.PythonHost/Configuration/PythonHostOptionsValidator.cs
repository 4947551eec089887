using Microsoft.Extensions.Options;

namespace AuthDemo.PythonHost;

/// <summary>Checks every setting and names the key, the limit and what was given.</summary>
internal sealed class PythonHostOptionsValidator : IValidateOptions<PythonHostOptions>
{
    public ValidateOptionsResult Validate(string? name, PythonHostOptions options)
    {
        var findings = new Findings(PythonHostOptions.Section);
        findings.Known("Pattern", options.Pattern);
        findings.NotBlank("Executable", options.Executable);
        findings.EachNotBlank("SearchPaths", options.SearchPaths);
        findings.EachDottedName("Preload", options.Preload);
        findings.Between("WaitBudget", options.WaitBudget, TimeSpan.Zero, TimeSpan.FromHours(1));
        findings.Between("RunBudget", options.RunBudget, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(24));
        findings.Between("Grace", options.Grace, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        findings.Between("StartBudget", options.StartBudget, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        findings.Between("DrainBudget", options.DrainBudget, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        findings.Between("QueueLimit", options.QueueLimit, 1, 1_000_000);
        findings.Between("MaxMessageBytes", options.MaxMessageBytes, 1024, 1024 * 1024 * 1024);
        findings.Known("Embedded:Mode", options.Embedded.Mode);
        findings.Between("Embedded:Interpreters", options.Embedded.Interpreters, 0, 256);
        findings.Between("Embedded:MaxReplacements", options.Embedded.MaxReplacements, 0, 1000);
        return findings.Result;
    }
}
