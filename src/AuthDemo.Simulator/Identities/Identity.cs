using System.Net;

namespace AuthDemo.Simulator.Identities;

/// <summary>Where the BankID is stored; determines the certificate policies that it satisfies.</summary>
internal enum BankIdKind
{
    Mobile,
    File,
    Card,
}

/// <summary>Whether the BankID's certificate can be used.</summary>
internal enum BankIdStatus
{
    Active,
    Blocked,
    Expired,
}

/// <summary>A fictional person with a BankID and a phone. Prints its id only.</summary>
internal sealed record Identity
{
    /// <summary>Short name used by the API, lower-case letters and digits.</summary>
    public required string Id { get; init; }

    /// <summary>12 digits with a valid check digit; in a co-ordination number the day is raised by 60.</summary>
    public required string PersonalNumber { get; init; }

    public required string GivenName { get; init; }

    public required string Surname { get; init; }

    /// <summary>The security code, 6 digits.</summary>
    public string Code { get; init; } = "123456";

    public BankIdKind Kind { get; init; } = BankIdKind.Mobile;

    public BankIdStatus Status { get; init; } = BankIdStatus.Active;

    /// <summary>The app lacks features that orders require: <c>notSupportedByUserApp</c>.</summary>
    public bool AppTooOld { get; init; }

    /// <summary>Automatically answers "are you in a call?" with no.</summary>
    public bool DeclinesCalls { get; init; }

    /// <summary><c>low</c>, <c>moderate</c>, <c>high</c>, or <c>blocked</c> for orders that BankID stops.</summary>
    public string Risk { get; init; } = "low";

    /// <summary>The phone's address as BankID sees it; null when it is the end user's own (same network).</summary>
    public IPAddress? IpAddress { get; init; }

    public DateOnly IssuedOn { get; init; } = new(2025, 3, 14);

    /// <summary>Unique hardware id of the device.</summary>
    public string Uhi { get; init; } = "OZvYM9VvyiAmG7NA5jU5zqGcVpo=";

    public string Name => $"{GivenName} {Surname}";

    /// <summary>OIDs of the BankID in production and in the test environment.</summary>
    public IReadOnlyList<string> Policies => Kind switch
    {
        BankIdKind.File => ["1.2.752.78.1.1", "1.2.3.4.5"],
        BankIdKind.Card => ["1.2.752.78.1.2", "1.2.3.4.10"],
        _ => ["1.2.752.78.1.5", "1.2.3.4.25"],
    };

    /// <summary>Whether the BankID satisfies one of the policies; null accepts every kind.</summary>
    public bool Satisfies(IReadOnlyList<string>? policies) =>
        policies is null || Policies.Any(own => MatchesAny(own, policies));

    /// <summary>The policy of the certificate to use: one of the requested ones, by default that of the test environment.</summary>
    public string PolicyFor(IReadOnlyList<string>? requested) =>
        Policies.LastOrDefault(own => requested is null || MatchesAny(own, requested)) ?? Policies[^1];

    public override string ToString() => $"identity {Id}";

    private static bool MatchesAny(string own, IReadOnlyList<string> patterns) => patterns.Any(pattern => Matches(own, pattern.Split('*')));

    /// <param name="pattern">The parts before and after the <c>*</c>; the whole OID when there is none.</param>
    private static bool Matches(string own, string[] pattern) => pattern is [var start, var end]
        ? own.Length > start.Length + end.Length && own.StartsWith(start, StringComparison.Ordinal) && own.EndsWith(end, StringComparison.Ordinal)
        : own == pattern[0];
}
