using System.Data.Common;
using System.Security.Cryptography;
using AuthDemo.Journal.Protection;
using AuthDemo.Sessions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AuthDemo.Journal;

/// <summary>Stops the start when the configuration is invalid; each sentence names the key to set.</summary>
internal sealed class JournalOptionsValidator(IHostEnvironment environment) : IValidateOptions<JournalOptions>
{
    private const int MaxDays = 36_500;

    public ValidateOptionsResult Validate(string? name, JournalOptions options)
    {
        var findings = new Findings(JournalOptions.Section);
        CheckDatabase(findings, options);
        CheckNumbers(findings, options);
        CheckCertificate(findings, options.KeyCertificate, "KeyCertificate");
        return findings.Result;
    }

    /// <summary>The key certificate and its predecessors can be used.</summary>
    public bool IsUsable(KeyCertificateOptions options)
    {
        var findings = new Findings(JournalOptions.Section);
        CheckCertificate(findings, options, "KeyCertificate");
        return findings.Result.Succeeded;
    }

    private static void CheckDatabase(Findings findings, JournalOptions options)
    {
        findings.Defined("Provider", options.Provider);
        if (string.IsNullOrWhiteSpace(options.DataFolder))
            findings.Add("DataFolder", "names the folder of the journal's files; it is empty.");
        if (options.Provider == JournalProvider.Sqlite && !string.IsNullOrEmpty(options.ConnectionString))
            findings.Add("ConnectionString", "is for Journal:Provider PostgreSql; with Sqlite set Journal:DataFolder instead.");
        if (options.Provider != JournalProvider.PostgreSql)
            return;
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
            findings.Add("ConnectionString", "must be a PostgreSQL connection string (Host=…;Database=…;Username=…); it is empty.");
        else if (!IsNpgsql(options.ConnectionString))
            findings.Add("ConnectionString", "must be a PostgreSQL connection string (Host=…;Database=…;Username=…).");
    }

    private static void CheckNumbers(Findings findings, JournalOptions options)
    {
        var (grouping, retention) = (options.Grouping, options.Retention);
        findings.Between("LockTimeoutSeconds", options.LockTimeoutSeconds, 1, 60);
        findings.Between("Grouping:MaxGroup", grouping.MaxGroup, 1, 10_000);
        findings.Between("Grouping:QueueLength", grouping.QueueLength, 1, 1_000_000);
        findings.Between("Retention:UnfinishedDays", retention.UnfinishedDays, 1, MaxDays);
        findings.Between("Retention:FinishedDays", retention.FinishedDays, 1, MaxDays);
        findings.Between("Retention:AuditDays", retention.AuditDays, 1, MaxDays);
        findings.Between("Retention:SweepMinutes", retention.SweepMinutes, 1, 1_440);
        findings.Between("Chain:CheckMinutes", options.Chain.CheckMinutes, 1, 1_440);
        findings.Between("Chain:WholeHours", options.Chain.WholeHours, 1, 744);
        if (retention.AuditDays < Math.Max(retention.UnfinishedDays, retention.FinishedDays))
        {
            findings.Add("Retention:AuditDays", $"must be at least UnfinishedDays ({retention.UnfinishedDays}) and FinishedDays " +
                $"({retention.FinishedDays}), because a session must not outlive its log; given: {retention.AuditDays}.");
        }
    }

    private void CheckCertificate(Findings findings, KeyCertificateOptions? certificate, string key)
    {
        if (certificate is null)
            return;
        if (FindProblem(certificate) is { } problem)
            findings.Add($"{key}:Path", problem);
        for (var i = 0; i < certificate.Previous.Count; i++)
            CheckCertificate(findings, certificate.Previous[i], $"{key}:Previous:{i}");
    }

    private string? FindProblem(KeyCertificateOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Path))
            return "must name a PKCS #12 file; it is empty.";
        if (!File.Exists(Path.Combine(environment.ContentRootPath, options.Path)))
            return $"must name a PKCS #12 file; '{options.Path}' does not exist.";
        try
        {
            using var certificate = KeyCertificate.Load(environment, options);
            using var key = KeyCertificate.PrivateKey(certificate);
            return key is null ? $"must name a PKCS #12 file with an RSA private key; '{options.Path}' has none." : null;
        }
        catch (CryptographicException)
        {
            return $"must name a PKCS #12 file that the password opens; '{options.Path}' is not one.";
        }
    }

    private static bool IsNpgsql(string text)
    {
        try
        {
            return !string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(text).Host);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or DbException)
        {
            return false;
        }
    }
}
