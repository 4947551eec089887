using System.Globalization;
using System.Net;
using AuthDemo.Simulator.Lint;
using AuthDemo.Simulator.Phone;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.Control;

/// <summary>Reads put-identity: a new person needs a number and a name; of one who is there, only what is given changes.</summary>
internal static class IdentityReader
{
    public static Identity Read(Fields body, Identities identities)
    {
        var id = body.Text("id", 1, 32, required: true) ?? "";
        if (!id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-'))
            body.Problem("id", "may hold a-z, 0-9 and '-' only");
        var old = identities.Find(id);
        var person = old ?? new Identity { Id = id, PersonalNumber = "", GivenName = "", Surname = "" };
        return person with
        {
            PersonalNumber = PersonalNumber(body, required: old is null) ?? person.PersonalNumber,
            GivenName = body.Text("givenName", 1, 100, required: old is null) ?? person.GivenName,
            Surname = body.Text("surname", 1, 100, required: old is null) ?? person.Surname,
            Code = Code(body) ?? person.Code,
            Kind = Choice(body, "kind", person.Kind),
            Status = Choice(body, "status", person.Status),
            AppTooOld = body.Flag("appTooOld") ?? person.AppTooOld,
            DeclinesCalls = body.Flag("declinesCalls") ?? person.DeclinesCalls,
            Risk = body.Word("risk", false, "low", "moderate", "high", "blocked") ?? person.Risk,
            IpAddress = Address(body, person.IpAddress),
            IssuedOn = Date(body, person.IssuedOn),
        };
    }

    private static string? PersonalNumber(Fields body, bool required)
    {
        if (body.Text("personalNumber", 12, 12, required) is not { } number)
            return null;
        if (number.All(char.IsAsciiDigit) && StartLint.HasRightCheckDigit(number))
            return number;
        body.Problem("personalNumber", "must be 12 digits with a right check digit");
        return null;
    }

    private static string? Code(Fields body)
    {
        var code = body.Text("code", 6, 6);
        if (code?.All(char.IsAsciiDigit) is false)
            body.Problem("code", "must be 6 digits");
        return code;
    }

    private static T Choice<T>(Fields body, string name, T unchanged)
        where T : struct, Enum
    {
        var words = Enum.GetNames<T>().Select(n => n.ToLowerInvariant()).ToArray();
        return body.Word(name, false, words) is { } word ? Enum.Parse<T>(word, ignoreCase: true) : unchanged;
    }

    private static IPAddress? Address(Fields body, IPAddress? unchanged)
    {
        if (body.Text("ipAddress", 1, 45) is not { } text)
            return unchanged;
        if (text is IdentityView.EndUsersAddress)
            return null;
        if (!IPAddress.TryParse(text, out var address))
            body.Problem("ipAddress", $"must be an IPv4 or IPv6 address, or {IdentityView.EndUsersAddress}");
        return address;
    }

    private static DateOnly Date(Fields body, DateOnly unchanged)
    {
        if (body.Text("issuedOn", 1, 10) is not { } text)
            return unchanged;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            body.Problem("issuedOn", "must be a date like 2025-03-14");
        return date;
    }
}
