using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.Console.Layout;

/// <summary>Words of the journal in the reader's language.</summary>
internal static class Wording
{
    /// <summary>The text for a word; the word itself, with its underscores as spaces, where the list has no text: BankID adds words without notice.</summary>
    public static string Word(this IStringLocalizer<ConsoleTexts> texts, string prefix, string word)
    {
        var text = texts[prefix + word];
        return text.ResourceNotFound ? word.Replace('_', ' ') : text.Value;
    }

    /// <summary>The user's system, unless it is one nobody knows, and browser, by the names people know them by; empty when there is neither.</summary>
    public static string Platform(this IStringLocalizer<ConsoleTexts> texts, string? os, string? browser)
    {
        var system = os is null or "" or "other" ? "" : texts.Word("Os.", os);
        var program = browser is null or "" ? "" : texts.Word("Browser.", browser);
        return system is "" || program is "" ? system + program : $"{system} · {program}";
    }
}
