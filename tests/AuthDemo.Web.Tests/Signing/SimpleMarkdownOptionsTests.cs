using AuthDemo.Web.Tests.Hosting;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Tests.Signing;

public sealed class SimpleMarkdownOptionsTests
{
    [Fact]
    public async Task SimpleMarkdownThatBankIdWouldRefuse_IsRefusedAtStartWithLineAndRule()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => WebHost.StartAsync(settings:
        [
            ("Signing:Documents:lease:Title:en", "Lease"), ("Signing:Documents:lease:Title:sv", "Hyra"),
            ("Signing:Documents:lease:Format", "SimpleMarkdown"),
            ("Signing:Documents:lease:Text:en:0", "# Lease"), ("Signing:Documents:lease:Text:en:1", "+ one"), ("Signing:Documents:lease:Text:en:2", "- two"),
            ("Signing:Documents:lease:Text:sv:0", "+ ett"),
        ]));

        Assert.Equal(
            ["Signing:Documents:lease:Text:en must be BankID's Simple Markdown: in line 3, a list item begins with \"+\" and a space; given: \"- two\"."],
            refused.Failures);
    }
}
