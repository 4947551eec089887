using System.Globalization;
using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.Console.Desk;

/// <summary>Counts with their word: one has a text of its own in both languages.</summary>
internal static class Counts
{
    /// <summary><c>1 session</c>, <c>10,001 sessions</c>: the text <c>key.One</c> for one, <c>key</c> for any other number.</summary>
    public static string Count(this IStringLocalizer<ConsoleTexts> texts, string key, int count) =>
        texts[count == 1 ? key + ".One" : key, count.ToString("N0", CultureInfo.CurrentCulture)];
}
