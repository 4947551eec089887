using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Web.Gallery;
using AuthDemo.Web.Tests.AuthSession;
using Bunit;

namespace AuthDemo.Web.Tests.AuthSession.Intents;

/// <summary>What the page of a signature or a payment shows besides the state: its content, and the receipt.</summary>
public sealed class ReceiptTests
{
    [Fact]
    public void Completed_Signature_ShowsSignerTimeAndContent_AndOffersTheEvidence()
    {
        using var screen = Show("Sign.Completed");

        Assert.Equal("Thank you, your signature is in place | Save the proof if you want to be able to show it later.", screen.Status);
        var facts = screen.Component.FindAll(".sign-in .facts dd").Select(fact => fact.TextContent.Trim());
        Assert.Equal(["Tolvan Tolvansson", "19121212-••••", "2026-05-04 12:00:00 UTC", screen.Id.Value], facts);
        Assert.Equal($"/sign/{screen.Id}/evidence", screen.Button("Save the proof").GetAttribute("href"));
        Assert.True(screen.Component.Find("details").HasAttribute("open"));
        Assert.Contains("rowing boat", screen.Component.Find("details .document").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("191212121212", screen.Component.Markup, StringComparison.Ordinal);
        Assert.Empty(screen.Component.FindAll("[name=ticket]"));
    }

    [Fact]
    public void Completed_WithWarnings_ShowsEachKind()
    {
        using var screen = Show("Sign.Warned");

        Assert.Equal(
            ["BankID was opened from another network than this page. It was accepted, and noted.", "BankID noted a raised risk. It was accepted, and noted.",
                "Our check of the proof did not hold in every part. It was accepted, and noted.",
                "Our clock may be slow by about 7 minutes. It was accepted, and noted."],
            screen.Component.FindAll(".notice").Select(notice => notice.TextContent));
    }

    [Fact]
    public void Completed_Payment_ShowsThePayment()
    {
        using var screen = Show("Payment.Completed");

        Assert.Equal(
            ["Card payment", "Björkviks båttillbehör", "1250,00 SEK", "New recipient"],
            screen.Component.FindAll("details .facts dd").Select(fact => fact.TextContent.Trim()));
        Assert.Equal($"/payment/{screen.Id}/evidence", screen.Button("Save the proof").GetAttribute("href"));
    }

    [Fact]
    public void Completed_ByPhone_OffersNoEvidence()
    {
        using var screen = Show("Phone.Completed");

        Assert.Equal(["To the home page"], screen.Usable);
        Assert.Empty(screen.Component.FindAll(".proof"));
    }

    [Fact]
    public void Pending_Signature_ShowsTheTextCollapsed()
    {
        using var screen = Show("Sign.EnteringCode");

        Assert.False(screen.Component.Find("details").HasAttribute("open"));
        Assert.Equal("What you are signing", screen.Component.Find("summary").TextContent);
        var hidden = screen.Component.Find(".hidden-data").TextContent;
        Assert.Contains("13 bytes", hidden, StringComparison.Ordinal);
        Assert.Contains("b350ca033b6a100cf1214daa3823d8c8f30dc04f0e6ac26cb746aa85e115934d", hidden, StringComparison.Ordinal);
        Assert.DoesNotContain("BRK-2026-0117", screen.Component.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Failed_Signature_RetriesWithTheServersContent()
    {
        using var screen = Show("Sign.Failed");

        var form = screen.Component.Find("form");
        Assert.Equal(("post", "/sign/again"), (form.GetAttribute("method"), form.GetAttribute("action")));
        Assert.Equal(
            ["__RequestVerificationToken", "session", "device", "touch"], form.QuerySelectorAll("input").Select(field => field.GetAttribute("name")!));
        Assert.Equal(screen.Id.Value, form.QuerySelector("[name=session]")!.GetAttribute("value"));
        Assert.Equal("/sign", screen.Button("Choose another way").GetAttribute("href"));
    }

    private static SessionScreen Show(string sample) =>
        SessionScreen.Show(StateSamples.Shown.Single(one => one.Name == sample), Device.Other, "en");
}
