using System.Text.RegularExpressions;

namespace AuthDemo.Simulator.Lint;

/// <summary>
/// Checks a text in <c>simpleMarkdownV1</c>: headings of three levels (<c># </c>), list items (<c>+ </c>), tables of rows between <c>|</c>
/// whose second row is of hyphens, rules of hyphens (<c>---</c>), and <c>*bold*</c>. What is not in the format is shown as it stands.
/// </summary>
internal static partial class MarkdownLint
{
    private const int MaxProblems = 10;

    /// <summary>One problem per line: its number and the rule, never its text.</summary>
    public static IEnumerable<string> Problems(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        return lines.Select((line, index) => ProblemOf(lines, index) is { } problem ? $"line {index + 1}: {problem}" : null)
            .OfType<string>().Take(MaxProblems);
    }

    private static string? ProblemOf(string[] lines, int index)
    {
        var line = lines[index];
        if (line.Contains('\t'))
            return "tabs are not formatted";
        if (DeepHeading().IsMatch(line))
            return "headings have at most three levels";
        if (HeadingWithoutSpace().IsMatch(line))
            return "a heading needs a space after #";
        if (OtherListItem().IsMatch(line))
            return "list items begin with '+ '";
        if (IndentedListItem().IsMatch(line))
            return "list items cannot be indented";
        if (line.StartsWith('|'))
            return TableProblem(lines, index);
        return InlineProblem(line);
    }

    private static string? InlineProblem(string line)
    {
        if (line.Contains("**", StringComparison.Ordinal) || line.Contains("__", StringComparison.Ordinal))
            return "bold is *one* asterisk on each side";
        if (Unsupported().IsMatch(line))
            return "links, images, code and HTML are not formatted";
        return line.Count(c => c is '*') % 2 == 0 ? null : "an asterisk has no partner";
    }

    private static string? TableProblem(string[] lines, int index)
    {
        var line = lines[index].TrimEnd();
        if (line.Length < 2 || !line.EndsWith('|'))
            return "a table row ends with |";
        var first = index;
        while (first > 0 && lines[first - 1].StartsWith('|'))
            first--;
        if (ColumnsOf(lines[first]) != ColumnsOf(line))
            return "all rows of a table have the same number of columns";
        if (index == first && (index + 1 == lines.Length || !DelimiterRow().IsMatch(lines[index + 1])))
            return "the second row of a table is of hyphens";
        return null;
    }

    private static int ColumnsOf(string row) => row.Count(c => c is '|') - 1;

    [GeneratedRegex("^#{4,}")]
    private static partial Regex DeepHeading();

    [GeneratedRegex("^#{1,3}[^# ]")]
    private static partial Regex HeadingWithoutSpace();

    [GeneratedRegex(@"^([-*•] |[0-9]+[.)] )")]
    private static partial Regex OtherListItem();

    [GeneratedRegex(@"^ +[+] ")]
    private static partial Regex IndentedListItem();

    [GeneratedRegex(@"^\|([ :]*-+[ :]*\|)+ *$")]
    private static partial Regex DelimiterRow();

    [GeneratedRegex(@"!?\[[^\]]*\]\(|`|</?[A-Za-z]")]
    private static partial Regex Unsupported();
}
