using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using AuthDemo.Signatures;
using AuthDemo.Signatures.Verification;
using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests.Signing;

/// <summary>The evidence bundle as a person has it on their disk, and what anybody can make of it later.</summary>
internal sealed class Proof
{
    private readonly Dictionary<string, byte[]> _files;

    private Proof(Dictionary<string, byte[]> files) => _files = files;

    /// <summary>Presses the button that saves the proof.</summary>
    public static async Task<Proof> SaveAsync(Screen screen)
    {
        var download = await screen.Page.RunAndWaitForDownloadAsync(() => screen.FollowAsync("Save the proof"));
        Assert.Matches("^evidence-[A-Za-z0-9_-]{22}\\.zip$", download.SuggestedFilename);
        using var zip = await ZipFile.OpenReadAsync(await download.PathAsync());
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            using var content = entry.Open();
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes);
            files[entry.FullName] = bytes.ToArray();
        }
        return new Proof(files);
    }

    public IEnumerable<string> Files => _files.Keys;

    public string Text(string file) => Encoding.UTF8.GetString(_files[file]);

    /// <summary>What the manifest says of each file is so, and it says so of every file but itself.</summary>
    public void HashesHold()
    {
        using var manifest = JsonDocument.Parse(_files["manifest.json"]);
        var listed = manifest.RootElement.GetProperty("files").EnumerateArray().ToList();
        Assert.Equal(_files.Keys.Where(name => name != "manifest.json"), listed.Select(file => file.GetProperty("name").GetString()!));
        Assert.All(listed, file => Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(_files[file.GetProperty("name").GetString()!])), file.GetProperty("sha256").GetString()));
        Assert.Equal("valid", manifest.RootElement.GetProperty("verified").GetString());
    }

    /// <summary>The signature is this person's, over these texts, under BankID's root.</summary>
    public void SignatureHolds(X509Certificate2 root, string personalNumber, string? text, string? hidden = null)
    {
        var order = new VerificationRequest(
            Convert.ToBase64String(_files["signature.xml"]), Convert.ToBase64String(_files["ocsp.der"]), personalNumber)
        {
            VisibleText = text, NonVisibleText = hidden,
        };
        Assert.IsType<VerificationResult.Valid>(new SignatureVerifier([root]).Verify(order, DateTimeOffset.UtcNow));
    }
}
