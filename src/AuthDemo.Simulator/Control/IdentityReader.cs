using System.Globalization;
using System.Net;
using AuthDemo.Simulator.Identities;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.Control;

/// <summary>Reads put-identity: a new identity needs a number and a name; of an existing one, only the given members change.</summary>
internal static class IdentityReader
{
    public static Identity Read(RequestFields body, IdentityStore identities)
    {
        var id = body.Text("id", 1, 32, required: true) ?? "";
        if (!id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-'))
            body.AddProblem("id", "may contain a-z, 0-9 and '-' only");
        var old = identities.Find(id);
        var person = old ?? new Identity { Id = id, PersonalNumber = "", GivenName = "", Surname = "" };
        return person with
        {
            PersonalNumber = ReadPersonalNumber(body, required: old is null) ?? person.PersonalNumber,
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

    private static string? ReadPersonalNumber(RequestFields body, bool required)
    {
        if (body.Text("personalNumber", 12, 12, required) is not { } number)
            return null;
        if (PersonalNumber.IsWellFormed(number) && PersonalNumber.HasValidCheckDigit(number))
            return number;
        body.AddProblem("personalNumber", "must be 12 digits with a valid check digit");
        return null;
    }

    private static string? Code(RequestFields body)
    {
        var code = body.Text("code", 6, 6);
        if (code?.All(char.IsAsciiDigit) is false)
            body.AddProblem("code", "must be 6 digits");
        return code;
    }

    private static T Choice<T>(RequestFields body, string name, T unchanged)
        where T : struct, Enum
    {
        var words = Enum.GetNames<T>().Select(n => n.ToLowerInvariant()).ToArray();
        return body.Word(name, false, words) is { } word ? Enum.Parse<T>(word, ignoreCase: true) : unchanged;
    }

    private static IPAddress? Address(RequestFields body, IPAddress? unchanged)
    {
        if (body.Text("ipAddress", 1, 45) is not { } text)
            return unchanged;
        if (text is IdentityView.SameAsEndUser)
            return null;
        if (!IPAddress.TryParse(text, out var address))
            body.AddProblem("ipAddress", $"must be an IPv4 or IPv6 address, or {IdentityView.SameAsEndUser}");
        return address;
    }

    private static DateOnly Date(RequestFields body, DateOnly unchanged)
    {
        if (body.Text("issuedOn", 1, 10) is not { } text)
            return unchanged;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            body.AddProblem("issuedOn", "must be a date like 2025-03-14");
        return date;
    }
}
