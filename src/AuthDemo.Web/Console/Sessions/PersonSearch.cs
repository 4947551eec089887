using System.Text.RegularExpressions;

namespace AuthDemo.Web.Console.Sessions;

/// <summary>Recognizes a personal number in the search field, so that it is searched for by its keyed hash and never written to a URL or log.</summary>
internal static partial class PersonSearch
{
    /// <summary>The text is a personal number of ten or twelve digits, or an incomplete one.</summary>
    public static bool IsPersonalNumber(string text) => Digits().IsMatch(text);

    [GeneratedRegex(@"^\s*\d{6}(\d{2})?[-+\s]?\d{1,4}\s*$|^\s*\d{8,12}\s*$")]
    private static partial Regex Digits();
}
