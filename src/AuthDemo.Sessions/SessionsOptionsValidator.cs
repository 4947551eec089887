using AuthDemo.Sessions.Intents;
using Microsoft.Extensions.Options;

namespace AuthDemo.Sessions;

/// <summary>Names the key, the limits and what was given.</summary>
internal sealed class SessionsOptionsValidator : IValidateOptions<SessionsOptions>
{
    public ValidateOptionsResult Validate(string? name, SessionsOptions options)
    {
        var findings = new Findings(SessionsOptions.Section);
        // Followers show that they are there three times within OwnerGoneAfter; below 5 s a busy node would look like an absent owner.
        findings.Between(nameof(options.OwnerGoneAfter), options.OwnerGoneAfter, TimeSpan.FromSeconds(5), TimeSpan.FromHours(1));
        findings.Between(nameof(options.StartDebounce), options.StartDebounce, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        findings.Between(nameof(options.TicketLifetime), options.TicketLifetime, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));
        findings.Between(nameof(options.TotalTime), options.TotalTime, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));
        findings.Between(nameof(options.FinalReadable), options.FinalReadable, TimeSpan.FromSeconds(30), TimeSpan.FromHours(24));
        findings.Between(nameof(options.Patience), options.Patience, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        findings.Between(nameof(options.CompletionPatience), options.CompletionPatience, options.Patience, TimeSpan.FromMinutes(10));
        findings.Defined("Policies:IpMismatch", options.Policies.IpMismatch);
        findings.Defined("Policies:Risk", options.Policies.Risk);
        findings.Defined("Policies:Session", options.Policies.Session);
        IntentRules.Validate(options.CertificatePolicies, findings);
        return findings.Result;
    }
}
