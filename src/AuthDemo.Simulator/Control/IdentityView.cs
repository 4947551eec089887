using System.Globalization;
using AuthDemo.Simulator.Phone;

namespace AuthDemo.Simulator.Control;

/// <summary>An identity as the control API shows it: the same members that put-identity takes.</summary>
internal sealed record IdentityView(
    string Id,
    string PersonalNumber,
    string GivenName,
    string Surname,
    string Code,
    string Kind,
    string Status,
    bool AppTooOld,
    bool DeclinesCalls,
    string Risk,
    string IpAddress,
    string IssuedOn)
{
    /// <summary>Stands for "no address of its own": the phone is on the end user's network.</summary>
    public const string EndUsersAddress = "same";

    public static IdentityView Of(Identity identity) => new(
        identity.Id, identity.PersonalNumber, identity.GivenName, identity.Surname, identity.Code,
        Word(identity.Kind), Word(identity.Status), identity.AppTooOld, identity.DeclinesCalls, identity.Risk,
        identity.IpAddress?.ToString() ?? EndUsersAddress, identity.IssuedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public override string ToString() => $"identity {Id}";

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
