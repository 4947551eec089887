using AuthDemo.Web.AuthSession.Intents;

namespace AuthDemo.Web.Tests.AuthSession.Intents;

public sealed class SimpleMarkdownTests
{
    [Theory]
    [InlineData("# One", 1, "One")]
    [InlineData("##  Two  ", 2, "Two")]
    [InlineData("### Three", 3, "Three")]
    public void Heading_OneToThreeHashes_IsOne(string text, int level, string heading)
    {
        var block = Assert.IsType<SimpleMarkdown.Heading>(Assert.Single(SimpleMarkdown.Parse(text)));

        Assert.Equal((level, heading), (block.Level, Written(block.Text)));
    }

    [Theory]
    [InlineData("#One")]
    [InlineData("#### Four")]
    [InlineData("> quoted")]
    [InlineData("[a link](https://evil.example)")]
    [InlineData("![a picture](https://evil.example/x.png)")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("`code`")]
    [InlineData("_under_ ~struck~")]
    [InlineData("--")]
    [InlineData("+item")]
    [InlineData("* item")]
    [InlineData("- item")]
    [InlineData("1 item")]
    [InlineData("| half a row")]
    public void Paragraph_UnknownSyntax_StaysText(string text) =>
        Assert.Equal(text, Written(Assert.Single(Assert.IsType<SimpleMarkdown.Paragraph>(Assert.Single(SimpleMarkdown.Parse(text))).Lines)));

    [Theory]
    [InlineData("- item")]
    [InlineData("* item")]
    [InlineData("  - item")]
    [InlineData("• item")]
    [InlineData("+item")]
    [InlineData("  + item")]
    public void ListItemThatBankIdRefuses_IsFoundByItsLine(string line) =>
        Assert.Equal((2, "a list item begins with \"+\" and a space"), SimpleMarkdown.FindRefused(["# Title", line]));

    [Theory]
    [InlineData("+ item")]
    [InlineData("---")]
    [InlineData("*bold* text")]
    [InlineData("-5 degrees")]
    [InlineData("+46 8 123")]
    [InlineData("| - | * |")]
    [InlineData("1. item")]
    [InlineData("")]
    public void LineThatBankIdTakes_IsLeftAlone(string line) => Assert.Null(SimpleMarkdown.FindRefused([line]));

    [Fact]
    public void Paragraph_KeepsItsLineBreaks()
    {
        var block = Assert.IsType<SimpleMarkdown.Paragraph>(Assert.Single(SimpleMarkdown.Parse("one\r\ntwo\rthree\n\n\n")));

        Assert.Equal(["one", "two", "three"], block.Lines.Select(Written));
    }

    [Theory]
    [InlineData("*all*", "[all]")]
    [InlineData("a *b* c *d e*.", "a [b] c [d e].")]
    [InlineData("*x*", "[x]")]
    [InlineData("2 * 3 * 4", "2 * 3 * 4")]
    [InlineData("*not closed", "*not closed")]
    [InlineData("* not touching *", "* not touching *")]
    [InlineData("**two**", "*[two]*")]
    [InlineData("**", "**")]
    [InlineData("", "")]
    public void Bold_SingleAsterisksThatTouchTheText_AreBold(string text, string written)
    {
        var blocks = SimpleMarkdown.Parse("x " + text);

        Assert.Equal("x " + written, Marked(Assert.Single(Assert.IsType<SimpleMarkdown.Paragraph>(Assert.Single(blocks)).Lines)).TrimEnd() + (written.Length == 0 ? " " : ""));
    }

    [Fact]
    public void Blocks_OfEveryKind_AreInOrder()
    {
        var blocks = SimpleMarkdown.Parse("# T\ntext\n---\n+ a\n+ b\n3. c\n4. d\n| h | *i* |\n|---|:-:|\n| 1 | 2 |\nafter");

        Assert.Equal(
            ["Heading", "Paragraph", "Rule", "ItemList", "ItemList", "Table", "Paragraph"], blocks.Select(block => block.GetType().Name));
        var bullets = Assert.IsType<SimpleMarkdown.ItemList>(blocks[3]);
        Assert.Null(bullets.Start);
        Assert.Equal(["a", "b"], bullets.Items.Select(Written));
        var numbers = Assert.IsType<SimpleMarkdown.ItemList>(blocks[4]);
        Assert.Equal(3, numbers.Start);
        Assert.Equal(["c", "d"], numbers.Items.Select(Written));
        var table = Assert.IsType<SimpleMarkdown.Table>(blocks[5]);
        Assert.Equal(["h", "[i]"], table.Head!.Select(Marked));
        Assert.Equal(["1", "2"], Assert.Single(table.Rows).Select(Written));
    }

    [Fact]
    public void Table_WithoutARowOfDashes_HasNoHead()
    {
        var table = Assert.IsType<SimpleMarkdown.Table>(Assert.Single(SimpleMarkdown.Parse("| a | b |\n| c | d |")));

        Assert.Null(table.Head);
        Assert.Equal(2, table.Rows.Count);
    }

    /// <summary>Parsing any text loses no visible character but the format's own marks.</summary>
    [Fact]
    public void Parse_AnyText_LosesNoWord()
    {
        var random = new Random(20261123);
        const string pieces = "#*+-|.123 \n\tab<&>\"'åΩ";
        for (var run = 0; run < 2_000; run++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => pieces[random.Next(pieces.Length)]));

            var written = string.Concat(SimpleMarkdown.Parse(text).Select(Written));

            Assert.Equal(Letters(text), Letters(written));
        }
    }

    private static string Letters(string text) => string.Concat(text.Where(c => char.IsLetter(c) || c is '<' or '>' or '&'));

    private static string Written(IReadOnlyList<SimpleMarkdown.Span> spans) => string.Concat(spans.Select(span => span.Text));

    private static string Marked(IReadOnlyList<SimpleMarkdown.Span> spans) =>
        string.Concat(spans.Select(span => span.IsBold ? $"[{span.Text}]" : span.Text));

    private static string Written(SimpleMarkdown.Block block) => block switch
    {
        SimpleMarkdown.Heading heading => Written(heading.Text),
        SimpleMarkdown.Paragraph paragraph => string.Concat(paragraph.Lines.Select(Written)),
        SimpleMarkdown.ItemList list => string.Concat(list.Items.Select(Written)),
        SimpleMarkdown.Table table => string.Concat((table.Head ?? []).Select(Written)) + string.Concat(table.Rows.SelectMany(row => row.Select(Written))),
        _ => "",
    };
}
