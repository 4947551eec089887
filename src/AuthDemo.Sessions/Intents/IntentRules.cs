using AuthDemo.Configuration;
using AuthDemo.Sessions.BankId;
using Microsoft.Extensions.Options;

namespace AuthDemo.Sessions.Intents;

/// <summary>What the configuration adds to an intent before the protocol module sees it.</summary>
internal sealed class IntentRules(IOptions<SessionsOptions> sessions, IOptions<BankIdOptions> bankId)
{
    private const string SessionPlace = "{session}";
    private const string NoncePlace = "{nonce}";
    private readonly CertificatePolicyOptions _certificates = sessions.Value.CertificatePolicies;

    /// <summary>What to do about doubts.</summary>
    public PolicyOptions Policies => sessions.Value.Policies;

    /// <summary>The app leads back to an address with a nonce.</summary>
    public static bool NeedsNonce(AuthIntent intent) => intent.ReturnUrl?.Contains(NoncePlace, StringComparison.Ordinal) ?? false;

    /// <summary>The intent as it is asked: the address filled in, and certificate policies where it brings none of its own.</summary>
    /// <param name="intent">As the page gave it.</param>
    /// <param name="id">The session.</param>
    /// <param name="nonce">The session's secret; null when the address has no place for one.</param>
    public AuthIntent Complete(AuthIntent intent, SessionId id, string? nonce) => intent with
    {
        ReturnUrl = intent.ReturnUrl?
            .Replace(SessionPlace, id.Value, StringComparison.Ordinal).Replace(NoncePlace, nonce, StringComparison.Ordinal),
        Requirement = CertificatePolicies(intent, intent.Device) is { Count: > 0 } policies
            ? (intent.Requirement ?? new Requirement()) with { CertificatePolicies = policies }
            : intent.Requirement,
    };

    /// <summary>What the configuration demands of the device; null when the intent has demands of its own.</summary>
    public IReadOnlyList<string>? CertificatePolicies(AuthIntent intent, Device? device) =>
        intent.Requirement?.CertificatePolicies is not null ? null : device switch
        {
            Device.Other => _certificates.OtherDevice ?? [MobileBankId(bankId.Value.Environment)],
            Device.Same => _certificates.SameDevice ?? [],
            _ => _certificates.Phone ?? [],
        };

    /// <summary>Each OID in the configuration is one.</summary>
    public static void Validate(CertificatePolicyOptions options, OptionsErrors errors)
    {
        foreach (var (key, given) in new[]
        {
            (nameof(options.OtherDevice), options.OtherDevice), (nameof(options.SameDevice), options.SameDevice), (nameof(options.Phone), options.Phone),
        })
            foreach (var wrong in (given ?? []).Where(oid => !CertificatePolicy.IsValid(oid)))
                errors.Add($"CertificatePolicies:{key}", $"must be object identifiers, with at most one * from the fifth part on; given: '{wrong}'");
    }

    // Facts §1.9. The simulator's people have both.
    private static string MobileBankId(BankIdEnvironment? environment) =>
        environment is BankIdEnvironment.Production ? "1.2.752.78.1.5" : "1.2.3.4.25";
}
