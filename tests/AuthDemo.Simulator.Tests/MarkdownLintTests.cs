using AuthDemo.Simulator.Lint;

namespace AuthDemo.Simulator.Tests;

/// <summary>Each rule of simple Markdown, one row each.</summary>
public sealed class MarkdownLintTests
{
    [Theory]
    [InlineData("# Heading\n## Heading\n### Heading\n\nText with *bold* words, and 3 > 2.\r\n+ one\r\n+ two\n---\nEnd -")]
    [InlineData("| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |")]
    public void ValidText_HasNoProblems(string text) => Assert.Empty(MarkdownLint.Problems(text));

    [Theory]
    [InlineData("#Heading", "line 1: a heading needs a space after #")]
    [InlineData("Text\n#### Heading", "line 2: headings have at most three levels")]
    [InlineData("- item", "line 1: list items begin with '+ '")]
    [InlineData("* item", "line 1: list items begin with '+ '")]
    [InlineData("1. item", "line 1: list items begin with '+ '")]
    [InlineData("  + item", "line 1: list items cannot be indented")]
    [InlineData("**bold**", "line 1: bold is *one* asterisk on each side")]
    [InlineData("3 * 4", "line 1: an asterisk has no partner")]
    [InlineData("[link](https://a.example)", "line 1: links, images, code and HTML are not formatted")]
    [InlineData("a `b` <b>c</b>", "line 1: links, images, code and HTML are not formatted")]
    [InlineData("a\tb", "line 1: tabs are not formatted")]
    [InlineData("| A | B |\n| 1 | 2 |", "line 1: the second row of a table is of hyphens")]
    [InlineData("| A | B |\n|---|---|\n| 1 |", "line 3: all rows of a table have the same number of columns")]
    [InlineData("| A | B", "line 1: a table row ends with |")]
    public void InvalidText_IsReportedByLine(string text, string problem) => Assert.Equal([problem], MarkdownLint.Problems(text));
}
