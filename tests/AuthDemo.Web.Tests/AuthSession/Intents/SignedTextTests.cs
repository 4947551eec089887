using AuthDemo.Sessions.Intents;
using AuthDemo.Web.AuthSession.Intents;
using Bunit;

namespace AuthDemo.Web.Tests.AuthSession.Intents;

/// <summary>Signed text is always encoded and never becomes markup.</summary>
public sealed class SignedTextTests
{
    public static readonly TheoryData<string> Attacks =
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "# <svg onload=alert(1)>",
        "*<b onclick=alert(1)>bold</b>*",
        "+ <iframe src=javascript:alert(1)>",
        "1. </li></ol><script>alert(1)</script>",
        "| <style>*{display:none}</style> | <a href=//evil.example>x</a> |\n|---|---|\n| <td> | &lt;b&gt; |",
        "[x](javascript:alert(1)) ![y](data:text/html,<script>alert(1)</script>) <https://evil.example>",
        "--- <hr>",
    ];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Text_WithMarkup_IsEncoded(string attack)
    {
        using var context = new BunitContext();
        string[] allowed = ["DIV", "H2", "H3", "H4", "P", "SPAN", "HR", "OL", "UL", "LI", "TABLE", "THEAD", "TBODY", "TR", "TH", "TD", "STRONG"];
        string[] attributes = ["class", "dir", "start", "scope"];

        foreach (var format in Enum.GetValues<TextFormat>())
        {
            var elements = context.Render<SignedText>(p => p.Add(s => s.Text, attack).Add(s => s.Format, format)).FindAll("*");

            Assert.All(elements, element => Assert.Contains(element.TagName, allowed));
            Assert.All(elements.SelectMany(element => element.Attributes), attribute => Assert.Contains(attribute.Name, attributes));
            Assert.Contains(attack.Contains("<script>", StringComparison.Ordinal) ? "<script>" : attack[..3].Trim('#', '*', '+', '|', ' '), elements[0].TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Plaintext_IsShownUnchanged()
    {
        using var context = new BunitContext();

        var text = context.Render<SignedText>(p => p.Add(s => s.Text, "# a\n\n*b*  c"));

        Assert.Equal("# a\n\n*b*  c", text.Find(".plain").TextContent);
    }

    [Fact]
    public void Markdown_HeadingsStartBelowThePagesOwnHeading()
    {
        using var context = new BunitContext();

        var text = context.Render<SignedText>(p => p.Add(s => s.Format, TextFormat.SimpleMarkdown)
            .Add(s => s.Text, "# One\n## Two\n### Three\n*bold* & more\n3. third\n| a |\n|---|\n| 1 |"));

        Assert.Empty(text.FindAll("h1"));
        Assert.Equal(("One", "Two", "Three"), (text.Find("h2").TextContent, text.Find("h3").TextContent, text.Find("h4").TextContent));
        Assert.Equal("bold", text.Find("strong").TextContent);
        Assert.Equal("bold & more", text.Find(".line").TextContent);
        Assert.Equal("3", text.Find("ol").GetAttribute("start"));
        Assert.Equal(("a", "1"), (text.Find("th[scope=col]").TextContent, text.Find("td").TextContent));
    }
}
