using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using AuthDemo.Flows.Tests.Arrange;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Journaling;

namespace AuthDemo.Flows.Tests;

/// <summary>The evidence bundle of a completed session, and the handling of invalid evidence.</summary>
public sealed class EvidenceTests(Service service) : IClassFixture<Service>
{
    private const string Text = "# Avtal\n\nJag godkänner.";

    [Fact]
    public async Task Evidence_OfASignature_HasItsPartsAndTheirHashes()
    {
        var tab = new BrowserTab(service);
        await tab.CompleteAsync(BrowserTab.NewIntent(Flow.Sign) with
        {
            UserVisibleData = Text, UserVisibleDataFormat = TextFormat.SimpleMarkdown, UserNonVisibleData = "order 17",
        });

        var bundle = (await service.Sessions.EvidenceAsync(tab.Id, tab.Key))!;

        Assert.Equal($"evidence-{tab.Id}.zip", bundle.FileName);
        var files = Unzip(bundle);
        Assert.Equal(["signature.xml", "ocsp.der", "text.md", "hidden.txt", "manifest.json"], files.Keys);
        Assert.Equal(Text, Encoding.UTF8.GetString(files["text.md"]));
        Assert.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(Text)), Encoding.UTF8.GetString(files["signature.xml"]), StringComparison.Ordinal);
        var manifest = JsonNode.Parse(files["manifest.json"])!;
        Assert.Equal(("sign", "valid", tab.Id.Value),
            ((string)manifest["flow"]!, (string)manifest["verified"]!, (string)manifest["session"]!));
        Assert.Equal(
            files.Where(file => file.Key != "manifest.json").Select(file => (file.Key, Convert.ToHexStringLower(SHA256.HashData(file.Value)))),
            manifest["files"]!.AsArray().Select(file => ((string)file!["name"]!, (string)file["sha256"]!)));
        Assert.Equal(bundle.Content, (await service.Sessions.EvidenceAsync(tab.Id, tab.Key))!.Content);
    }

    [Fact]
    public async Task Evidence_ForOtherBrowserOrBeforeCompletion_IsNull()
    {
        var tab = new BrowserTab(service);
        var launch = await tab.StartAsync<AuthState.AwaitingLaunch>(BrowserTab.NewIntent(Flow.Auth));
        Assert.Null(await service.Sessions.EvidenceAsync(tab.Id, tab.Key));

        await (await service.OpenAppAsync(launch.Link, "omar")).EnterCodeAsync();
        await tab.CollectAsync<AuthState.Completed>();

        Assert.Null(await service.Sessions.EvidenceAsync(tab.Id, OwnerKey.New()));
        Assert.Null(await service.Sessions.IntentAsync(tab.Id, OwnerKey.New()));
        Assert.NotNull(await service.Sessions.EvidenceAsync(tab.Id, tab.Key));
    }

    [Theory]
    [InlineData("Block")]
    [InlineData("Warn")]
    public async Task Completed_WithASignatureUnderAnotherRoot_IsRejectedOrWarned(string mode)
    {
        using var root = SelfSigned();
        var doubting = new Service { OtherRoot = root };
        doubting.Set("BankId:VerifySignatures", mode);
        await using var started = await StartedAsync(doubting);
        var tab = new BrowserTab(doubting);
        var launch = await tab.StartAsync<AuthState.AwaitingLaunch>(BrowserTab.NewIntent(Flow.Auth));
        await (await doubting.OpenAppAsync(launch.Link)).EnterCodeAsync();

        if (mode == "Block")
        {
            var rejected = await tab.CollectAsync<AuthState.Rejected>();
            Assert.Equal(("signature", "rejected_signature"), (rejected.Policy, rejected.Message));
            Assert.Null(await doubting.Sessions.IssueTicketAsync(tab.Id, tab.Key));
            Assert.Null(await doubting.Sessions.EvidenceAsync(tab.Id, tab.Key));
        }
        else
        {
            Assert.Equal(["signature_chain_untrusted"], (await tab.CollectAsync<AuthState.Completed>()).Warnings);
            Assert.NotNull(await doubting.Sessions.IssueTicketAsync(tab.Id, tab.Key));
        }

        var record = Assert.IsType<JournalRead.Found>(await doubting.Journal.FindAsync(tab.Id)).Session;
        Assert.Equal("chain_untrusted", record.Evidence!.Verified);
    }

    [Theory]
    [InlineData("Block")]
    [InlineData("Warn")]
    public async Task Completed_WithAProofForAnotherRelyingParty_IsRejectedOrWarnedOf(string mode)
    {
        using var other = SelfSigned();
        var asking = new Service { OtherRelyingParty = other };
        asking.Set("BankId:VerifySignatures", mode);
        await using var started = await StartedAsync(asking);
        var visit = new BrowserTab(asking);
        var launch = await visit.StartAsync<AuthState.AwaitingLaunch>(BrowserTab.NewIntent(Flow.Auth));
        await (await asking.OpenAppAsync(launch.Link)).EnterCodeAsync();

        if (mode == "Block")
            Assert.Equal("signature", (await visit.CollectAsync<AuthState.Rejected>()).Policy);
        else
            Assert.Equal(["signature_relying_party"], (await visit.CollectAsync<AuthState.Completed>()).Warnings);

        Assert.Equal("relying_party", Assert.IsType<JournalRead.Found>(await asking.Journal.FindAsync(visit.Id)).Session.Evidence!.Verified);
    }

    [Theory]
    [InlineData("Block")]
    [InlineData("Warn")]
    public async Task Completed_WithOurClockSevenMinutesBehind_SaysSoAndByHowMuch(string mode)
    {
        var late = new Service { BankIdAhead = TimeSpan.FromMinutes(7) };
        late.Set("BankId:VerifySignatures", mode);
        await using var started = await StartedAsync(late);
        var visit = new BrowserTab(late);
        var launch = await visit.StartAsync<AuthState.AwaitingLaunch>(BrowserTab.NewIntent(Flow.Auth));
        await (await late.OpenAppAsync(launch.Link)).EnterCodeAsync();

        if (mode == "Block")
        {
            var rejected = await visit.CollectAsync<AuthState.Rejected>();
            Assert.Equal(("signature", "rejected_clock"), (rejected.Policy, rejected.Message));
            Assert.Equal(7, Math.Round(rejected.ClockBehind!.Value.TotalMinutes));
        }
        else
        {
            Assert.Equal(["clock_behind_7_min"], (await visit.CollectAsync<AuthState.Completed>()).Warnings);
        }

        Assert.Contains(late.Logs.Lines, line => line.Contains("ahead of our clock: the clock of this machine may be slow", StringComparison.Ordinal)
            && (line.Contains("00:06:5", StringComparison.Ordinal) || line.Contains("00:07:0", StringComparison.Ordinal)));
        Assert.Equal("clock_mismatch", Assert.IsType<JournalRead.Found>(await late.Journal.FindAsync(visit.Id)).Session.Evidence!.Verified);
    }

    [Fact]
    public async Task Completed_WhileTheRootCannotBeRead_IsRejected()
    {
        await using var broken = await StartedAsync(new Service { RootIsBroken = true });
        var tab = new BrowserTab(broken);
        var launch = await tab.StartAsync<AuthState.AwaitingLaunch>(BrowserTab.NewIntent(Flow.Auth));
        await (await broken.OpenAppAsync(launch.Link)).EnterCodeAsync();

        Assert.Equal("signature", (await tab.CollectAsync<AuthState.Rejected>()).Policy);
        Assert.Equal("no_root", Assert.IsType<JournalRead.Found>(await broken.Journal.FindAsync(tab.Id)).Session.Evidence!.Verified);
    }

    private static async Task<Service> StartedAsync(Service service)
    {
        await service.InitializeAsync();
        return service;
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Another root", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        return request.CreateSelfSigned(new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2040, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    private static Dictionary<string, byte[]> Unzip(EvidenceBundle bundle)
    {
        using var zip = new ZipArchive(new MemoryStream(bundle.Content));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var content = entry.Open();
            using var copy = new MemoryStream();
            content.CopyTo(copy);
            return copy.ToArray();
        });
    }
}
