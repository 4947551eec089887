using System.Globalization;
using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.Console.Layout;

/// <summary>Looks up texts for codes and counts in the operator's language.</summary>
internal static class ConsoleTextExtensions
{
    /// <summary>The text of a code, or the code itself with spaces for underscores if it has no text, because BankID adds codes without notice.</summary>
    public static string TextFor(this IStringLocalizer<ConsoleTexts> texts, string prefix, string code)
    {
        var text = texts[prefix + code];
        return text.ResourceNotFound ? code.Replace('_', ' ') : text.Value;
    }

    /// <summary>The text <c>NAME.1</c> for one, <c>NAME</c> for any other number, formatted with the number. English and Swedish have these two plural forms.</summary>
    public static string Plural(this IStringLocalizer<ConsoleTexts> texts, string name, long count) =>
        texts[count == 1 ? name + ".1" : name, count.ToString("N0", CultureInfo.CurrentCulture)];

    /// <summary>The user's operating system and browser by their common names; empty if neither is known.</summary>
    public static string Platform(this IStringLocalizer<ConsoleTexts> texts, string? os, string? browser)
    {
        var system = os is null or "" or "other" ? "" : texts.TextFor("Os.", os);
        var program = browser is null or "" ? "" : texts.TextFor("Browser.", browser);
        return system is "" || program is "" ? system + program : $"{system} · {program}";
    }
}
