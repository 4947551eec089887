using AuthDemo.Configuration;
using AuthDemo.Sessions.BankId;
using Microsoft.Extensions.Options;

namespace AuthDemo.Sessions.Intents;

/// <summary>Completes an intent from the configuration before it is passed to the protocol module.</summary>
internal sealed class IntentRules(IOptions<SessionsOptions> sessions, IOptions<BankIdOptions> bankId)
{
    private const string SessionPlaceholder = "{session}";
    private const string NoncePlaceholder = "{nonce}";
    private readonly CertificatePolicyOptions _certificates = sessions.Value.CertificatePolicies;

    /// <summary>The policies for a completed order.</summary>
    public PolicyOptions Policies => sessions.Value.Policies;

    /// <summary>True when the return URL has a nonce.</summary>
    public static bool NeedsNonce(AuthIntent intent) => intent.ReturnUrl?.Contains(NoncePlaceholder, StringComparison.Ordinal) ?? false;

    /// <summary>The intent with its return URL filled in, and with the configured certificate policies if it has none of its own.</summary>
    /// <param name="intent">The intent as the page created it.</param>
    /// <param name="id">The session.</param>
    /// <param name="nonce">The session's nonce; null when the return URL has no placeholder for it.</param>
    public AuthIntent Complete(AuthIntent intent, SessionId id, string? nonce) => intent with
    {
        ReturnUrl = intent.ReturnUrl?
            .Replace(SessionPlaceholder, id.Value, StringComparison.Ordinal).Replace(NoncePlaceholder, nonce, StringComparison.Ordinal),
        Requirement = CertificatePolicies(intent, intent.Device) is { Count: > 0 } policies
            ? (intent.Requirement ?? new Requirement()) with { CertificatePolicies = policies }
            : intent.Requirement,
    };

    /// <summary>The certificate policies configured for the device; null when the intent has its own.</summary>
    public IReadOnlyList<string>? CertificatePolicies(AuthIntent intent, Device? device) =>
        intent.Requirement?.CertificatePolicies is not null ? null : device switch
        {
            Device.Other => _certificates.OtherDevice ?? [MobileBankId(bankId.Value.Environment)],
            Device.Same => _certificates.SameDevice ?? [],
            _ => _certificates.Phone ?? [],
        };

    /// <summary>Checks the OIDs in the configuration.</summary>
    public static void Validate(CertificatePolicyOptions options, OptionsErrors errors)
    {
        foreach (var (key, given) in new[]
        {
            (nameof(options.OtherDevice), options.OtherDevice), (nameof(options.SameDevice), options.SameDevice), (nameof(options.Phone), options.Phone),
        })
            foreach (var wrong in (given ?? []).Where(oid => !CertificatePolicy.IsValid(oid)))
                errors.Add($"CertificatePolicies:{key}", $"must be object identifiers, with at most one * from the fifth part on; given: '{wrong}'");
    }

    // Facts §1.9. The simulator's users have both.
    private static string MobileBankId(BankIdEnvironment? environment) =>
        environment is BankIdEnvironment.Production ? "1.2.752.78.1.5" : "1.2.3.4.25";
}
