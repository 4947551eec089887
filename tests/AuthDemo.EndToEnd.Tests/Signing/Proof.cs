using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using AuthDemo.Signatures;
using AuthDemo.Signatures.Verification;
using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests.Signing;

/// <summary>A downloaded evidence bundle, and what anybody can verify with it.</summary>
internal sealed class Proof
{
    private readonly Dictionary<string, byte[]> _files;

    private Proof(Dictionary<string, byte[]> files) => _files = files;

    /// <summary>Downloads the proof from the page.</summary>
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

    /// <summary>Asserts that the manifest lists every other file with its hash.</summary>
    public void AssertHashes()
    {
        using var manifest = JsonDocument.Parse(_files["manifest.json"]);
        var listed = manifest.RootElement.GetProperty("files").EnumerateArray().ToList();
        Assert.Equal(_files.Keys.Where(name => name != "manifest.json"), listed.Select(file => file.GetProperty("name").GetString()!));
        Assert.All(listed, file => Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(_files[file.GetProperty("name").GetString()!])), file.GetProperty("sha256").GetString()));
        Assert.Equal("valid", manifest.RootElement.GetProperty("verified").GetString());
    }

    /// <summary>Asserts that the signature is this person's, covers these texts and chains to BankID's root.</summary>
    public void AssertSignature(X509Certificate2 root, string personalNumber, string? text, string? hidden = null)
    {
        var order = new VerificationRequest(
            Convert.ToBase64String(_files["signature.xml"]), Convert.ToBase64String(_files["ocsp.der"]), personalNumber)
        {
            VisibleText = text, NonVisibleText = hidden,
        };
        Assert.IsType<VerificationResult.Valid>(new SignatureVerifier([root]).Verify(order, DateTimeOffset.UtcNow));
    }
}
