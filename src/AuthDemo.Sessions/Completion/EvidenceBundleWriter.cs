using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Protocol;

namespace AuthDemo.Sessions.Completion;

/// <summary>Writes <see cref="EvidenceBundle"/>: the same session always gives the same bytes.</summary>
internal static class EvidenceBundleWriter
{
    private static readonly JsonWriterOptions s_readable = new() { Indented = true };

    public static EvidenceBundle Write(SessionRecord session, Evidence evidence)
    {
        var files = Files(session.Intent, evidence).ToList();
        files.Add(new("manifest.json", "application/json", Manifest(session, evidence, files)));
        var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create))
            foreach (var file in files)
            {
                var entry = zip.CreateEntry(file.Name);
                entry.LastWriteTime = session.At.ToUniversalTime();
                using var content = entry.Open();
                content.Write(file.Content);
            }

        return new EvidenceBundle($"evidence-{session.Id}.zip", buffer.ToArray());
    }

    private static IEnumerable<BundleFile> Files(AuthIntent intent, Evidence evidence)
    {
        yield return new("signature.xml", "application/xml", Decoded(evidence.Signature));
        yield return new("ocsp.der", "application/ocsp-response", Decoded(evidence.OcspResponse));
        if (intent.UserVisibleData is { } text)
            yield return intent.UserVisibleDataFormat is TextFormat.SimpleMarkdown
                ? new("text.md", "text/markdown", Encoding.UTF8.GetBytes(text))
                : new("text.txt", "text/plain", Encoding.UTF8.GetBytes(text));
        if (intent.UserNonVisibleData is { } hidden)
            yield return new("hidden.txt", "text/plain", Encoding.UTF8.GetBytes(hidden));
    }

    // What is not base64 is handed over as it came: it is evidence, even if only of that.
    private static byte[] Decoded(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : Encoding.UTF8.GetBytes(base64);
    }

    private static byte[] Manifest(SessionRecord session, Evidence evidence, IEnumerable<BundleFile> files)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, s_readable))
        {
            json.WriteStartObject();
            json.WriteString("session", session.Id.Value);
            json.WriteString("flow", SeamRequest.Word(session.Intent.Flow));
            json.WriteString("completed_at", session.At.ToUniversalTime());
            json.WriteString("verified", evidence.Verified ?? "not_verified");
            if (evidence.SignerSha256 is { } signer)
                json.WriteString("signer_certificate_sha256", signer);
            if (evidence.VouchedAt is { } vouched)
                json.WriteString("certificate_good_at", vouched.ToUniversalTime());
            json.WriteStartArray("files");
            foreach (var file in files)
            {
                json.WriteStartObject();
                json.WriteString("name", file.Name);
                json.WriteString("media_type", file.MediaType);
                json.WriteNumber("bytes", file.Content.Length);
                json.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(file.Content)));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private sealed record BundleFile(string Name, string MediaType, byte[] Content);
}
