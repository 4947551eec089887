using System.Data.Common;
using System.Security.Cryptography;
using AuthDemo.Journal.Protection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AuthDemo.Journal;

/// <summary>Refuses a configuration the journal cannot run with, at start, naming each key to set.</summary>
internal sealed class JournalOptionsValidator(IHostEnvironment environment) : IValidateOptions<JournalOptions>
{
    public ValidateOptionsResult Validate(string? name, JournalOptions options)
    {
        var wrong = Database(options)
            .Concat(Numbers(options))
            .Concat(Certificates(options.KeyCertificate, "Journal:KeyCertificate"))
            .ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    /// <summary>The first thing wrong with the key certificate or its predecessors; null when they can be used.</summary>
    public string? Certificate(KeyCertificateOptions options) => Certificates(options, "Journal:KeyCertificate").FirstOrDefault();

    private static IEnumerable<string> Database(JournalOptions options)
    {
        if (!Enum.IsDefined(options.Provider))
            yield return $"Journal:Provider is Sqlite or PostgreSql; given: {options.Provider}.";
        if (string.IsNullOrWhiteSpace(options.DataFolder))
            yield return "Journal:DataFolder names the folder of the journal's files; it is empty.";
        if (options.Provider == JournalProvider.Sqlite && !string.IsNullOrEmpty(options.ConnectionString))
            yield return "Journal:ConnectionString is for Journal:Provider PostgreSql; with Sqlite set Journal:DataFolder instead.";
        if (options.Provider != JournalProvider.PostgreSql)
            yield break;
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
            yield return "Journal:ConnectionString says how to reach PostgreSQL (Host=…;Database=…;Username=…); it is empty.";
        else if (!IsNpgsql(options.ConnectionString))
            yield return "Journal:ConnectionString is no PostgreSQL connection string (Host=…;Database=…;Username=…).";
    }

    private static IEnumerable<string> Numbers(JournalOptions options)
    {
        var (grouping, retention) = (options.Grouping, options.Retention);
        (string Key, int Given, int Least, int Most)[] numbers =
        [
            ("Journal:LockTimeoutSeconds", options.LockTimeoutSeconds, 1, 60),
            ("Journal:Grouping:MaxGroup", grouping.MaxGroup, 1, 10_000),
            ("Journal:Grouping:QueueLength", grouping.QueueLength, 1, 1_000_000),
            ("Journal:Retention:UnfinishedDays", retention.UnfinishedDays, 1, 36_500),
            ("Journal:Retention:FinishedDays", retention.FinishedDays, 1, 36_500),
            ("Journal:Retention:AuditDays", retention.AuditDays, 1, 36_500),
            ("Journal:Retention:SweepMinutes", retention.SweepMinutes, 1, 1_440),
            ("Journal:Chain:CheckMinutes", options.Chain.CheckMinutes, 1, 1_440),
            ("Journal:Chain:WholeHours", options.Chain.WholeHours, 1, 744),
        ];
        foreach (var (key, given, least, most) in numbers)
        {
            if (given < least || given > most)
                yield return $"{key} is from {least} to {most}; given: {given}.";
        }
        if (retention.AuditDays < Math.Max(retention.UnfinishedDays, retention.FinishedDays))
        {
            yield return $"Journal:Retention:AuditDays ({retention.AuditDays}) is at least UnfinishedDays ({retention.UnfinishedDays}) and " +
                $"FinishedDays ({retention.FinishedDays}): a session cannot outlive its log.";
        }
    }

    private IEnumerable<string> Certificates(KeyCertificateOptions? certificate, string key)
    {
        if (certificate is null)
            yield break;
        if (Wrong(certificate) is { } wrong)
            yield return $"{key}:Path {wrong}";
        for (var i = 0; i < certificate.Previous.Count; i++)
        {
            foreach (var previous in Certificates(certificate.Previous[i], $"{key}:Previous:{i}"))
                yield return previous;
        }
    }

    private string? Wrong(KeyCertificateOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Path))
            return "names a PKCS #12 file; it is empty.";
        var path = Path.Combine(environment.ContentRootPath, options.Path);
        if (!File.Exists(path))
            return $"names a PKCS #12 file; there is none at '{options.Path}'.";
        try
        {
            using var certificate = KeyCertificate.Load(environment, options);
            using var key = KeyCertificate.PrivateKey(certificate);
            return key is null ? $"'{options.Path}' holds no RSA private key, which protecting keys needs." : null;
        }
        catch (CryptographicException)
        {
            return $"'{options.Path}' is no PKCS #12 file that the given password opens.";
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
