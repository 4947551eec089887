using System.Globalization;
using System.Resources;
using AuthDemo.Web.Localization;

namespace AuthDemo.Web.Tests.Localization;

/// <summary>
/// BankID's recommended messages, word for word (facts §2), written a second time independently of the resources. RFA14A and 14B are no
/// longer in the list; RFA7 and 10 to 12 were never in a public one.
/// </summary>
public sealed class OfficialWordingTests
{
    public static TheoryData<string, string, string> Official => new()
    {
        {
            "RFA1",
            "Starta BankID-appen.",
            "Start your BankID app."
        },
        {
            "RFA2",
            "Du verkar inte ha BankID-appen. Installera den och skaffa ett BankID.",
            "You don't seem to have the BankID app. Install the app and get a BankID."
        },
        {
            "RFA3",
            "Åtgärden avbröts. Försök igen.",
            "The action was cancelled. Please try again."
        },
        {
            "RFA4",
            "En identifiering eller underskrift pågår redan för ditt personnummer. Försök igen.",
            "An identification or signature is already in progress for your personal identity number. Please try again."
        },
        {
            "RFA5",
            "Något gick fel. Försök igen.",
            "Something went wrong. Please try again."
        },
        {
            "RFA6",
            "Åtgärden avbröts.",
            "The action was cancelled."
        },
        {
            "RFA8",
            "BankID-appen svarar inte. Kontrollera att den är startad och att du har internetanslutning. Försök sedan igen.",
            "The BankID app is not responding. Please check that it’s started and that you have internet access. Try again."
        },
        {
            "RFA9",
            "Skriv in din säkerhetskod i BankID-appen och välj Identifiera eller Skriv under.",
            "Enter your security code in the BankID app and select Identify or Sign."
        },
        {
            "RFA13",
            "Försöker starta BankID-appen.",
            "Trying to start your BankID app."
        },
        {
            "RFA15A",
            "Söker efter BankID. Säkerställ att du har ett giltigt BankID på den här datorn. Om du har ett BankID på kort, sätt in kortet i kortläsaren.",
            "Searching for BankID. Make sure you have a valid BankID on this computer. If you have a BankID on card, please insert the card into your card reader."
        },
        {
            "RFA15B",
            "Söker efter BankID. Säkerställ att du har ett giltigt BankID på den här enheten.",
            "Searching for BankID. Make sure you have a valid BankID on this device."
        },
        {
            "RFA16",
            "Ditt BankID är för gammalt eller spärrat. Använd ett annat BankID eller skaffa ett nytt hos din bank.",
            "Your BankID is blocked or too old. Please use another BankID or get a new one from your bank."
        },
        {
            "RFA17A",
            "Du verkar inte ha BankID-appen/programmet. Installera den och skaffa ett BankID hos din bank.",
            "You don't seem to have the BankID app/program. Please install it and get a BankID from your bank."
        },
        {
            "RFA17B",
            "Misslyckades att läsa av QR-koden. Starta BankID-appen och läs av QR-koden.",
            "Failed to scan the QR code. Start the BankID app and scan the QR code."
        },
        {
            "RFA18",
            "Starta BankID-appen",
            "Start the BankID app"
        },
        {
            "RFA19",
            "Vill du använda BankID på den här datorn eller ett Mobilt BankID?",
            "Would you like to use BankID on this computer, or a Mobile BankID?"
        },
        {
            "RFA20",
            "Vill du använda BankID på den här enheten eller på en annan enhet?",
            "Do you want to use BankID on this device or another device?"
        },
        {
            "RFA21",
            "En identifiering eller underskrift pågår.",
            "An identification or signing is in progress."
        },
        {
            "RFA22",
            "Något gick fel. Försök igen.",
            "Something went wrong. Please try again."
        },
        {
            "RFA23",
            "Fotografera och läs av din ID-handling med BankID-appen.",
            "Take a photo of, and scan, your ID document with the BankID app."
        },
    };

    [Theory]
    [MemberData(nameof(Official))]
    public void Text_OfARecommendedMessage_IsBankIds(string id, string swedish, string english)
    {
        var texts = new ResourceManager(typeof(UserMessages));

        Assert.Equal(swedish, texts.GetString(id, CultureInfo.GetCultureInfo("sv")));
        Assert.Equal(english, texts.GetString(id, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void RecommendedMessages_AreAllTested() => Assert.Equal(
        Official.Select(row => row.Data.Item1).Order(),
        new ResourceManager(typeof(UserMessages)).GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)!
            .Cast<System.Collections.DictionaryEntry>().Select(text => (string)text.Key)
            .Where(id => id.StartsWith("RFA", StringComparison.Ordinal)).Order());
}
