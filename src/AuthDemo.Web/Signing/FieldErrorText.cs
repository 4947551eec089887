using System.Globalization;
using AuthDemo.Sessions;
using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.Signing;

/// <summary>Describes a validation error of the protocol module in the user's language: the field, the limit, and the value given.</summary>
internal static class FieldErrorText
{
    /// <summary>The name of the field without a list index: <c>payment.risk_flags[2]</c> becomes <c>payment.risk_flags</c>.</summary>
    public static string FieldName(InvalidField field) => field.Field.Split('[')[0];

    /// <summary>One sentence. A rule, field or limit without a text keeps the protocol module's own words.</summary>
    public static string Sentence(InvalidField field, IStringLocalizer<SigningTexts> texts)
    {
        var rule = texts[$"Rule.{field.Rule}"];
        return string.Format(
            CultureInfo.CurrentCulture, rule.ResourceNotFound ? texts["Rule.other"] : rule,
            TextOr(texts[$"Field.{FieldName(field)}"], FieldName(field)), TextOr(texts[$"Limit.{FieldName(field)}"], field.Limit), Given(field));
    }

    private static string TextOr(LocalizedString text, string fallback) => text.ResourceNotFound ? fallback : text.Value;

    /// <summary>For a length only the number: <c>1600 characters of base64</c> is English in every language.</summary>
    private static string Given(InvalidField field) => field.Rule == "length" ? string.Concat(field.Given.TakeWhile(char.IsAsciiDigit)) : field.Given;
}
