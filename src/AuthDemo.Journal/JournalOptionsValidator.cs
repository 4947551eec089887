using AuthDemo.Configuration;
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
        var errors = new OptionsErrors(JournalOptions.Section);
        CheckDatabase(errors, options);
        CheckNumbers(errors, options);
        CheckCertificate(errors, options.KeyCertificate, "KeyCertificate");
        return errors.Result;
    }

    /// <summary>The key certificate and its predecessors can be used.</summary>
    public bool IsUsable(KeyCertificateOptions options)
    {
        var errors = new OptionsErrors(JournalOptions.Section);
        CheckCertificate(errors, options, "KeyCertificate");
        return errors.Result.Succeeded;
    }

    private static void CheckDatabase(OptionsErrors errors, JournalOptions options)
    {
        errors.Defined("Provider", options.Provider);
        if (string.IsNullOrWhiteSpace(options.DataFolder))
            errors.Add("DataFolder", "names the folder of the journal's files; it is empty");
        if (options.Provider == JournalProvider.Sqlite && !string.IsNullOrEmpty(options.ConnectionString))
            errors.Add("ConnectionString", "is for Journal:Provider PostgreSql; with Sqlite set Journal:DataFolder instead");
        if (options.Provider != JournalProvider.PostgreSql)
            return;
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
            errors.Add("ConnectionString", "must be a PostgreSQL connection string (Host=…;Database=…;Username=…); it is empty");
        else if (!IsNpgsql(options.ConnectionString))
            errors.Add("ConnectionString", "must be a PostgreSQL connection string (Host=…;Database=…;Username=…)");
    }

    private static void CheckNumbers(OptionsErrors errors, JournalOptions options)
    {
        var (grouping, retention) = (options.Grouping, options.Retention);
        errors.Between("LockTimeoutSeconds", options.LockTimeoutSeconds, 1, 60);
        errors.Between("Grouping:MaxGroup", grouping.MaxGroup, 1, 10_000);
        errors.Between("Grouping:QueueLength", grouping.QueueLength, 1, 1_000_000);
        errors.Between("Retention:UnfinishedDays", retention.UnfinishedDays, 1, MaxDays);
        errors.Between("Retention:FinishedDays", retention.FinishedDays, 1, MaxDays);
        errors.Between("Retention:AuditDays", retention.AuditDays, 1, MaxDays);
        errors.Between("Retention:SweepMinutes", retention.SweepMinutes, 1, 1_440);
        errors.Between("Chain:CheckMinutes", options.Chain.CheckMinutes, 1, 1_440);
        errors.Between("Chain:WholeHours", options.Chain.WholeHours, 1, 744);
        if (retention.AuditDays < Math.Max(retention.UnfinishedDays, retention.FinishedDays))
        {
            errors.Add("Retention:AuditDays", $"must be at least UnfinishedDays ({retention.UnfinishedDays}) and FinishedDays " +
                $"({retention.FinishedDays}), because a session must not outlive its log; given: {retention.AuditDays}");
        }
    }

    private void CheckCertificate(OptionsErrors errors, KeyCertificateOptions? certificate, string key)
    {
        if (certificate is null)
            return;
        if (FindProblem(certificate) is { } problem)
            errors.Add($"{key}:Path", problem);
        for (var i = 0; i < certificate.Previous.Count; i++)
            CheckCertificate(errors, certificate.Previous[i], $"{key}:Previous:{i}");
    }

    private string? FindProblem(KeyCertificateOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Path))
            return "must name a PKCS #12 file; it is empty";
        if (!File.Exists(Path.Combine(environment.ContentRootPath, options.Path)))
            return $"must name a PKCS #12 file; '{options.Path}' does not exist";
        try
        {
            using var certificate = KeyCertificate.Load(environment, options);
            using var key = KeyCertificate.PrivateKey(certificate);
            return key is null ? $"must name a PKCS #12 file with an RSA private key; '{options.Path}' has none" : null;
        }
        catch (CryptographicException)
        {
            return $"must name a PKCS #12 file that the password opens; '{options.Path}' is not one";
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
