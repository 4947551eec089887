using System.Globalization;
using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.Console.Layout;

/// <summary>Counted things in the reader's language.</summary>
internal static class Counting
{
    /// <summary>The text <c>NAME.1</c> for one, <c>NAME</c> for any other number, which is its <c>{0}</c>: English and Swedish have these two forms.</summary>
    public static string Count(this IStringLocalizer<ConsoleTexts> texts, string name, long count) =>
        texts[count == 1 ? name + ".1" : name, count.ToString("N0", CultureInfo.CurrentCulture)];
}
