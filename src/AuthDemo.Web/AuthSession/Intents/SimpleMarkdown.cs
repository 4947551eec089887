using System.Globalization;
using System.Text.RegularExpressions;

namespace AuthDemo.Web.AuthSession.Intents;

/// <summary>
/// Parses BankID's simple Markdown into blocks: headings, paragraphs, rules, lists, tables, and single asterisks for bold (facts §1.3).
/// The format has no links, images or HTML, and unknown syntax is plain text. Blocks contain text only, which the renderer encodes.
/// </summary>
internal static partial class SimpleMarkdown
{
    /// <summary>The blocks of a text, in order.</summary>
    public static IReadOnlyList<Block> Parse(string text)
    {
        var lines = new Queue<string>(text.ReplaceLineEndings("\n").Split('\n'));
        var blocks = new List<Block>();
        while (lines.TryPeek(out var line))
        {
            if (string.IsNullOrWhiteSpace(line))
                lines.Dequeue();
            else
                blocks.Add(Next(lines, line));
        }

        return blocks;
    }

/// <summary>The first line that BankID would refuse, from 1, and the rule it breaks; null when there is none.</summary>
    public static (int Line, string Rule)? FindRefused(IReadOnlyList<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (OtherBulletLine().IsMatch(lines[i]))
                return (i + 1, "a list item begins with \"+\" and a space");
        }

        return null;
    }

    private static Block Next(Queue<string> lines, string line)
    {
        if (HeadingLine().Match(line) is { Success: true } heading)
        {
            lines.Dequeue();
            return new Heading(heading.Groups[1].Length, Spans(heading.Groups[2].Value));
        }

        if (RuleLine().IsMatch(line))
        {
            lines.Dequeue();
            return new Rule();
        }

        if (BulletLine().IsMatch(line))
            return new ItemList(null, [.. Take(lines, BulletLine()).Select(item => Spans(item.Groups[1].Value))]);
        if (NumberLine().Match(line) is { Success: true } first)
        {
            var start = int.Parse(first.Groups[1].Value, CultureInfo.InvariantCulture);
            return new ItemList(start, [.. Take(lines, NumberLine()).Select(item => Spans(item.Groups[2].Value))]);
        }

        return RowLine().IsMatch(line)
            ? Rows([.. Take(lines, RowLine()).Select(row => row.Groups[1].Value)])
            : new Paragraph([.. TakeText(lines).Select(Spans)]);
    }

    /// <summary>Removes and returns the leading lines that match.</summary>
    private static IEnumerable<Match> Take(Queue<string> lines, Regex form)
    {
        while (lines.TryPeek(out var line) && form.Match(line) is { Success: true } match)
        {
            lines.Dequeue();
            yield return match;
        }
    }

    private static IEnumerable<string> TakeText(Queue<string> lines)
    {
        do
            yield return lines.Dequeue().TrimEnd();
        while (lines.TryPeek(out var line) && !string.IsNullOrWhiteSpace(line) && !HeadingLine().IsMatch(line) && !RuleLine().IsMatch(line)
            && !BulletLine().IsMatch(line) && !NumberLine().IsMatch(line) && !RowLine().IsMatch(line));
    }

    /// <summary>If the second row consists of dashes, the first row is the header.</summary>
    private static Table Rows(List<string> rows)
    {
        var hasHead = rows.Count > 1 && DashRow().IsMatch(rows[1]);
        return new(
            hasHead ? Cells(rows[0]) : null,
            [.. rows.Skip(hasHead ? 2 : 0).Where(row => !DashRow().IsMatch(row)).Select(Cells)]);
    }

    private static IReadOnlyList<IReadOnlyList<Span>> Cells(string row) => [.. row.Split('|').Select(cell => Spans(cell.Trim()))];

    /// <summary>Bold text is enclosed in asterisks without inner spaces; any other asterisk is text.</summary>
    private static List<Span> Spans(string text)
    {
        var spans = new List<Span>();
        var end = 0;
        foreach (Match bold in Bold().Matches(text))
        {
            if (bold.Index > end)
                spans.Add(new(text[end..bold.Index], false));
            spans.Add(new(bold.Groups[1].Value, true));
            end = bold.Index + bold.Length;
        }

        if (end < text.Length)
            spans.Add(new(text[end..], false));
        return spans;
    }

    [GeneratedRegex(@"^(#{1,3})[ \t]+(.+?)[ \t]*$")]
    private static partial Regex HeadingLine();

    [GeneratedRegex(@"^-{3,}[ \t]*$")]
    private static partial Regex RuleLine();

    [GeneratedRegex(@"^\+[ \t]+(.+?)[ \t]*$")]
    private static partial Regex BulletLine();

    // What other dialects call a list item, and "+" without its space.
    [GeneratedRegex(@"^[ \t]*([-*\u2022][ \t]+\S|[ \t]\+|\+[^ \t+0-9])")]
    private static partial Regex OtherBulletLine();

    [GeneratedRegex(@"^([0-9]{1,4})\.[ \t]+(.+?)[ \t]*$")]
    private static partial Regex NumberLine();

    [GeneratedRegex(@"^\|(.*)\|[ \t]*$")]
    private static partial Regex RowLine();

    [GeneratedRegex(@"^[ :|-]*-[ :|-]*$")]
    private static partial Regex DashRow();

    [GeneratedRegex(@"\*(?![ \t*])([^*\n]*[^* \t\n])\*")]
    private static partial Regex Bold();

    /// <summary>A run of text.</summary>
    internal sealed record Span(string Text, bool IsBold);

    /// <summary>A block.</summary>
    internal abstract record Block;

    /// <summary>Level 1–3.</summary>
    internal sealed record Heading(int Level, IReadOnlyList<Span> Text) : Block;

    /// <summary>A paragraph that keeps its line breaks.</summary>
    internal sealed record Paragraph(IReadOnlyList<IReadOnlyList<Span>> Lines) : Block;

    /// <summary>A horizontal rule.</summary>
    internal sealed record Rule : Block;

    /// <summary>A list, numbered from <paramref name="Start"/>, or with bullets if it is null.</summary>
    internal sealed record ItemList(int? Start, IReadOnlyList<IReadOnlyList<Span>> Items) : Block;

    /// <summary>A table, optionally with a header row.</summary>
    internal sealed record Table(IReadOnlyList<IReadOnlyList<Span>>? Head, IReadOnlyList<IReadOnlyList<IReadOnlyList<Span>>> Rows) : Block;
}
