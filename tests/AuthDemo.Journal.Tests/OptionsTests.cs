using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Tests.Hosting;
using AuthDemo.Sessions.Journaling;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AuthDemo.Journal.Tests;

/// <summary>An invalid configuration stops the start, with the key to set.</summary>
public sealed class OptionsTests
{
    [Theory]
    [InlineData("Journal:DataFolder", " ", "Journal:DataFolder names the folder of the journal's files; it is empty.")]
    [InlineData("Journal:ConnectionString", "Host=x", "Journal:ConnectionString is for Journal:Provider PostgreSql; with Sqlite set Journal:DataFolder instead.")]
    [InlineData("Journal:Provider", "PostgreSql", "Journal:ConnectionString must be a PostgreSQL connection string (Host=…;Database=…;Username=…); it is empty.")]
    [InlineData("Journal:LockTimeoutSeconds", "0", "Journal:LockTimeoutSeconds must be from 1 to 60; given: 0.")]
    [InlineData("Journal:Grouping:MaxGroup", "0", "Journal:Grouping:MaxGroup must be from 1 to 10000; given: 0.")]
    [InlineData("Journal:Grouping:QueueLength", "-1", "Journal:Grouping:QueueLength must be from 1 to 1000000; given: -1.")]
    [InlineData("Journal:Retention:UnfinishedDays", "0", "Journal:Retention:UnfinishedDays must be from 1 to 36500; given: 0.")]
    [InlineData("Journal:Retention:FinishedDays", "40000", "Journal:Retention:FinishedDays must be from 1 to 36500; given: 40000.")]
    [InlineData("Journal:Retention:SweepMinutes", "0", "Journal:Retention:SweepMinutes must be from 1 to 1440; given: 0.")]
    [InlineData("Journal:Retention:AuditDays", "100", "Journal:Retention:AuditDays must be at least UnfinishedDays (30) and FinishedDays (365), because a session must not outlive its log; given: 100.")]
    [InlineData("Journal:KeyCertificate:Path", "none.pfx", "Journal:KeyCertificate:Path must name a PKCS #12 file; 'none.pfx' does not exist.")]
    [InlineData("Journal:KeyCertificate:Password", "x", "Journal:KeyCertificate:Path must name a PKCS #12 file; it is empty.")]
    public async Task Start_InvalidSetting_ReportsItsKey(string key, string value, string message)
    {
        using var database = TestDatabase.NewSqlite();
        database.Settings[key] = value;

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => TestJournal.StartAsync(database.Settings));

        Assert.Contains(message, refused.Failures);
    }

    [Fact]
    public async Task Start_CertificateWithWrongPasswordOrKey_Fails()
    {
        using var database = TestDatabase.NewSqlite();
        Directory.CreateDirectory(database.Folder!);
        var rsa = NewCertificate(database.Folder!, "rsa", RSA.Create(2048));
        var ecdsa = NewCertificate(database.Folder!, "ecdsa", ECDsa.Create());

        (database.Settings["Journal:KeyCertificate:Path"], database.Settings["Journal:KeyCertificate:Password"]) = (rsa, "wrong");
        var password = await Assert.ThrowsAsync<OptionsValidationException>(() => TestJournal.StartAsync(database.Settings));
        (database.Settings["Journal:KeyCertificate:Path"], database.Settings["Journal:KeyCertificate:Password"]) = (ecdsa, "secret");
        var kind = await Assert.ThrowsAsync<OptionsValidationException>(() => TestJournal.StartAsync(database.Settings));

        Assert.Equal([$"Journal:KeyCertificate:Path must name a PKCS #12 file that the password opens; '{rsa}' is not one."], password.Failures);
        Assert.Equal([$"Journal:KeyCertificate:Path must name a PKCS #12 file with an RSA private key; '{ecdsa}' has none."], kind.Failures);
    }

    [Fact]
    public async Task KeyCertificate_Configured_IsRequiredToReadTheJournal()
    {
        using var database = TestDatabase.NewSqlite();
        var plain = new Dictionary<string, string?>(database.Settings);
        Directory.CreateDirectory(database.Folder!);
        database.Settings["Journal:KeyCertificate:Path"] = NewCertificate(database.Folder!, "first", RSA.Create(2048));
        database.Settings["Journal:KeyCertificate:Password"] = "secret";
        SessionRecord session;
        List<string?> keys;
        await using (var journal = await TestJournal.StartAsync(database.Settings))
        {
            session = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Completed);
            await using var db = await journal.OpenAsync();
            keys = await db.DataProtectionKeys.Select(key => key.Xml).ToListAsync();
            Assert.All(keys, key => Assert.Contains("EncryptedData", key!, StringComparison.Ordinal));
        }

        var wrong = new Dictionary<string, string?>(database.Settings) { ["Journal:KeyCertificate:Path"] = NewCertificate(database.Folder!, "wrong", RSA.Create(2048)) };
        foreach (var locked in new[] { plain, wrong })
        {
            var logs = new LogCapture();
            await using var journal = await TestJournal.StartAsync(locked, logs: logs);
            Assert.Equal("keys_locked", Assert.IsType<JournalRead.Unavailable>(await journal.Sessions.FindAsync(session.Id)).Why);
            Assert.Contains(logs.Lines, line => line.Contains("Journal:KeyCertificate", StringComparison.Ordinal));

            // Nor can other users of Data Protection.
            Assert.ThrowsAny<CryptographicException>(() => journal.Get<IDataProtectionProvider>().CreateProtector("cookies").Protect([1]));
            await using var db = await journal.OpenAsync();
            Assert.Equal(keys, await db.DataProtectionKeys.Select(key => key.Xml).ToListAsync());
        }

        // A new certificate can read what was protected with the previous one.
        var renewed = new Dictionary<string, string?>(plain)
        {
            ["Journal:KeyCertificate:Path"] = NewCertificate(database.Folder!, "second", RSA.Create(2048)),
            ["Journal:KeyCertificate:Password"] = "secret",
            ["Journal:KeyCertificate:Previous:0:Path"] = database.Settings["Journal:KeyCertificate:Path"],
            ["Journal:KeyCertificate:Previous:0:Password"] = "secret",
        };
        await using var again = await TestJournal.StartAsync(renewed);
        Assert.IsType<JournalRead.Found>(await again.Sessions.FindAsync(session.Id));
    }

    private static string NewCertificate(string folder, string name, AsymmetricAlgorithm key)
    {
        var request = key is RSA rsa
            ? new CertificateRequest("CN=journal keys", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest("CN=journal keys", (ECDsa)key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var path = Path.Combine(folder, $"{name}.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, "secret"));
        return path;
    }
}
