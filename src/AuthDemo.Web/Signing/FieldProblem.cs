using AuthDemo.Sessions;
using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.Signing;

/// <summary>A broken rule of an intent in the person's language: which field, what is allowed, what was given.</summary>
internal static class FieldProblem
{
    /// <summary>The field without a place in a list: <c>payment.risk_flags[2]</c> is in <c>payment.risk_flags</c>.</summary>
    public static string Place(InvalidField field) => field.Field.Split('[')[0];

    /// <summary>One sentence. A rule, field or limit that has no text of its own keeps the protocol module's words.</summary>
    public static string Text(InvalidField field, IStringLocalizer<ApprovalTexts> texts)
    {
        var rule = texts[$"Rule.{field.Rule}"];
        return string.Format(
            System.Globalization.CultureInfo.CurrentCulture, rule.ResourceNotFound ? texts["Rule.other"] : rule,
            Or(texts[$"Field.{Place(field)}"], Place(field)), Or(texts[$"Limit.{Place(field)}"], field.Limit), Given(field));
    }

    private static string Or(LocalizedString text, string other) => text.ResourceNotFound ? other : text.Value;

    /// <summary>A length is the number alone: <c>1600 characters of base64</c> is in the words of one language.</summary>
    private static string Given(InvalidField field) => field.Rule == "length" ? string.Concat(field.Given.TakeWhile(char.IsAsciiDigit)) : field.Given;
}
