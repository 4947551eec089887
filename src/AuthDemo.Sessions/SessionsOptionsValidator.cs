using AuthDemo.Configuration;
using AuthDemo.Sessions.Intents;
using Microsoft.Extensions.Options;

namespace AuthDemo.Sessions;

/// <summary>Reports the configuration key, the limits and the given value.</summary>
internal sealed class SessionsOptionsValidator : IValidateOptions<SessionsOptions>
{
    public ValidateOptionsResult Validate(string? name, SessionsOptions options)
    {
        var errors = new OptionsErrors(SessionsOptions.Section);
        // Subscriptions are renewed three times within OwnerGoneAfter; below 5 s a busy node would look like an absent owner.
        errors.Between(nameof(options.OwnerGoneAfter), options.OwnerGoneAfter, TimeSpan.FromSeconds(5), TimeSpan.FromHours(1));
        errors.Between(nameof(options.StartDebounce), options.StartDebounce, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        errors.Between(nameof(options.TicketLifetime), options.TicketLifetime, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));
        errors.Between(nameof(options.TotalTime), options.TotalTime, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));
        errors.Between(nameof(options.FinalReadable), options.FinalReadable, TimeSpan.FromSeconds(30), TimeSpan.FromHours(24));
        errors.Between(nameof(options.Patience), options.Patience, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        errors.Between(nameof(options.CompletionPatience), options.CompletionPatience, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        errors.Defined("Policies:IpMismatch", options.Policies.IpMismatch);
        errors.Defined("Policies:Risk", options.Policies.Risk);
        errors.Defined("Policies:Session", options.Policies.Session);
        IntentRules.Validate(options.CertificatePolicies, errors);
        return errors.Result;
    }
}
