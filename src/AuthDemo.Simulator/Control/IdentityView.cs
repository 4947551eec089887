using System.Globalization;
using AuthDemo.Simulator.Identities;

namespace AuthDemo.Simulator.Control;

/// <summary>An identity in the control API: the members that put-identity accepts.</summary>
internal sealed record IdentityView
{
    /// <summary>Means "no address of its own": the phone is on the end user's network.</summary>
    public const string SameAsEndUser = "same";

    public required string Id { get; init; }

    public required string PersonalNumber { get; init; }

    public required string GivenName { get; init; }

    public required string Surname { get; init; }

    public required string Code { get; init; }

    public required string Kind { get; init; }

    public required string Status { get; init; }

    public required bool AppTooOld { get; init; }

    public required bool DeclinesCalls { get; init; }

    public required string Risk { get; init; }

    public required string IpAddress { get; init; }

    public required string IssuedOn { get; init; }

    public static IdentityView Of(Identity identity) => new()
    {
        Id = identity.Id,
        PersonalNumber = identity.PersonalNumber,
        GivenName = identity.GivenName,
        Surname = identity.Surname,
        Code = identity.Code,
        Kind = Word(identity.Kind),
        Status = Word(identity.Status),
        AppTooOld = identity.AppTooOld,
        DeclinesCalls = identity.DeclinesCalls,
        Risk = identity.Risk,
        IpAddress = identity.IpAddress?.ToString() ?? SameAsEndUser,
        IssuedOn = identity.IssuedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    public override string ToString() => $"identity {Id}";

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
