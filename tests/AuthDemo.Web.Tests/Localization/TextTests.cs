using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.Json;
using System.Text.RegularExpressions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Web.AuthSession;
using AuthDemo.Web.AuthSession.Intents;
using AuthDemo.Web.Console.Layout;
using AuthDemo.Web.Localization;
using AuthDemo.Web.Shell;
using AuthDemo.Web.Signing;

namespace AuthDemo.Web.Tests.Localization;

/// <summary>Both languages have the same texts, and every message of the protocol module has one.</summary>
public sealed partial class TextTests
{
    private static readonly CultureInfo s_swedish = CultureInfo.GetCultureInfo("sv");

    public static readonly TheoryData<Type> Catalogues = [typeof(UserMessages), typeof(SessionTexts), typeof(IntentTexts), typeof(SigningTexts), typeof(ShellTexts), typeof(ConsoleTexts)];

    [Theory]
    [MemberData(nameof(Catalogues))]
    public void Catalogue_BothLanguages_HaveTheSameKeysAndPlaceholdersAndNoEmptyText(Type catalogue)
    {
        var english = Texts(catalogue, CultureInfo.InvariantCulture);
        var swedish = Texts(catalogue, s_swedish);

        Assert.Equal(english.Keys.Order(), swedish.Keys.Order());
        Assert.NotEmpty(english);
        foreach (var (key, text) in english)
        {
            Assert.False(string.IsNullOrWhiteSpace(text) || string.IsNullOrWhiteSpace(swedish[key]), key);
            Assert.Equal(Placeholder().Matches(text).Select(m => m.Value), Placeholder().Matches(swedish[key]).Select(m => m.Value));
        }
    }

    [Fact]
    public void UserMessages_EveryIdOfTheProtocolModule_HasBothLanguages()
    {
        var root = Repository.Root;
        var described = Directory.GetFiles(Path.Combine(root, "python-bankid", "contract", "describe"), "*.json")
            .SelectMany(file => MessageIds(JsonDocument.Parse(File.ReadAllText(file)).RootElement)).ToHashSet();

        Assert.NotEmpty(described);
        Assert.Empty(described.Except(Texts(typeof(UserMessages), CultureInfo.InvariantCulture).Keys));
        Assert.Empty(described.Except(Texts(typeof(UserMessages), s_swedish).Keys));
    }

    /// <summary>Rejections that the session decides, not the protocol module (docs/decisions/0014).</summary>
    [Theory]
    [InlineData("rejected_session")]
    [InlineData("rejected_signature")]
    [InlineData("rejected_clock")]
    public void UserMessages_OfTheSessionsOwnPolicies_HaveBothLanguages(string id)
    {
        Assert.Contains(id, Texts(typeof(UserMessages), CultureInfo.InvariantCulture).Keys);
        Assert.Contains(id, Texts(typeof(UserMessages), s_swedish).Keys);
    }

    [Fact]
    public void Catalogues_EveryText_IsUsed()
    {
        var sources = string.Concat(Directory.EnumerateFiles(Repository.PathOf("src", "AuthDemo.Web"), "*.*", SearchOption.AllDirectories)
            .Where(f => (f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal))
                && !f.Contains("/obj/", StringComparison.Ordinal))
            .Select(File.ReadAllText));
        // Keys composed in code: search for their stem.
        string[] composed =
        [
            "Start.", "Notice.", "Language.", "Theme.", "Error.", "Details.", "Payment.Type.", "Flag.", "Field.", "Limit.", "Rule.", "Warning.",
        ];

        var unused = new[] { typeof(SessionTexts), typeof(IntentTexts), typeof(SigningTexts), typeof(ShellTexts) }
            .SelectMany(catalogue => Texts(catalogue, CultureInfo.InvariantCulture).Keys)
            .Where(key => !sources.Contains($"\"{key}\"", StringComparison.Ordinal)
                && !(WithoutFlow(key) != key && sources.Contains($"\"{WithoutFlow(key)}\"", StringComparison.Ordinal))
                && !composed.Any(stem => key.StartsWith(stem, StringComparison.Ordinal)));

        Assert.Empty(unused);
    }

    [Fact]
    public void FlowVariants_AreVariantsOfAText()
    {
        foreach (var language in new[] { CultureInfo.InvariantCulture, s_swedish })
        {
            var texts = Texts(typeof(SessionTexts), language);
            var variants = texts.Keys.Where(key => WithoutFlow(key) != key).ToList();

            Assert.NotEmpty(variants);
            Assert.All(variants, key => Assert.Contains(WithoutFlow(key), texts.Keys));
        }
    }

    /// <summary>Every warning, risk flag and kind of payment has a text.</summary>
    [Fact]
    public void IntentTexts_EveryRiskFlagAndKindOfPayment_HasAText()
    {
        var keys = Texts(typeof(IntentTexts), CultureInfo.InvariantCulture).Keys;

        Assert.Empty(PaymentRisks.All.Select(flag => $"Flag.{flag}").Except(keys));
        Assert.Empty(Enum.GetNames<PaymentType>().Select(type => $"Payment.Type.{type}").Except(keys));
    }

    private static string WithoutFlow(string key) => FlowEnding().Replace(key, "");

    [GeneratedRegex(@"\.(Sign|Payment|Phone)$")]
    private static partial Regex FlowEnding();

    private static IEnumerable<string> MessageIds(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => p.NameEquals("messages") && p.Value.ValueKind == JsonValueKind.Array
            ? p.Value.EnumerateArray().Select(m => m.GetString()!)
            : MessageIds(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(MessageIds),
        _ => [],
    };

    private static Dictionary<string, string> Texts(Type catalogue, CultureInfo culture)
    {
        var resources = new ResourceManager(catalogue).GetResourceSet(culture, createIfNotExists: true, tryParents: false);
        return resources!.Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
    }

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();
}
