using System.Text.RegularExpressions;

namespace AuthDemo.Web.Console.Sessions;

/// <summary>Tells a personal number from other text, so that it is looked up by its keyed hash and stands in no address or log.</summary>
internal static partial class PersonSearch
{
    /// <summary>Ten or twelve digits with the usual separators, or most of them: somebody who has typed eight is not done yet.</summary>
    public static bool LooksLikeOne(string text) => Digits().IsMatch(text);

    [GeneratedRegex(@"^\s*\d{6}(\d{2})?[-+\s]?\d{1,4}\s*$|^\s*\d{8,12}\s*$")]
    private static partial Regex Digits();
}
