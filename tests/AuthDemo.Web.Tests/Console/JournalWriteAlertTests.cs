using System.Globalization;
using AuthDemo.Journal;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Layout;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace AuthDemo.Web.Tests.Console;

/// <summary>The layout shows an alert while the journal can be read but not written.</summary>
public sealed class JournalWriteAlertTests
{
    private static readonly RenderFragment s_page = builder => builder.AddMarkupContent(0, "<h1>A page</h1>");

    [Theory]
    [InlineData("en", "Since {0} the journal cannot be written: nobody can sign in, and what you do here is refused", "The disk is full: nothing can be written.")]
    [InlineData("sv", "Sedan {0} går det inte att skriva i journalen: ingen kan logga in, och det du gör här avvisas", "Disken är full: ingenting kan skrivas.")]
    public async Task JournalThatCannotWrite_ShowsAnAlert_UntilItCan(string language, string heading, string why)
    {
        await using var screen = new ConsoleScreen(OperatorRole.Viewer, language);
        var layout = screen.ShowFrame<ConsoleLayout>((nameof(LayoutComponentBase.Body), s_page));
        Assert.Empty(layout.FindAll("[role=alert]"));

        screen.Journal.WriteFailure = new(JournalFailure.DiskFull, FakeJournal.Noon);
        screen.Time.Advance(TimeSpan.FromSeconds(5));
        layout.WaitForAssertion(() => Assert.Equal(string.Format(CultureInfo.InvariantCulture, heading, TimeFormat.Clock(FakeJournal.Noon)), layout.Find("[role=alert] strong").TextContent));
        Assert.EndsWith(why, layout.Find("[role=alert] p").TextContent, StringComparison.Ordinal);
        Assert.Equal("A page", layout.Find("main h1").TextContent);

        screen.Journal.WriteFailure = null;
        screen.Time.Advance(TimeSpan.FromSeconds(5));
        layout.WaitForAssertion(() => Assert.Empty(layout.FindAll("[role=alert]")));
    }
}
