using System.Security.Cryptography.X509Certificates;
using AuthDemo.Journal.Feed;
using AuthDemo.Journal.Health;
using AuthDemo.Journal.Operators;
using AuthDemo.Journal.Persons;
using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.Retention;
using AuthDemo.Journal.Sessions;
using AuthDemo.Journal.Storage;
using AuthDemo.Journal.Verification;
using AuthDemo.Journal.Writing;
using AuthDemo.Sessions.Journaling;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AuthDemo.Journal;

/// <summary>Registers the journal.</summary>
public static class JournalRegistration
{
    /// <summary>The configuration key of the service's data folder; the journal uses it unless <c>Journal:DataFolder</c> is set.</summary>
    private const string ServiceDataFolder = "DataFolder";

    /// <summary>
    /// Adds the journal with the configuration section <c>Journal</c>, and stores the service's Data Protection keys in it. Call it before
    /// adding what writes to it (Orleans, the sessions): hosted services start in the order of registration and stop in reverse.
    /// </summary>
    public static IHostApplicationBuilder AddJournal(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<JournalOptions>, JournalProductionOptionsValidator>());
        return builder.AddJournalWithoutProductionRules();
    }

    /// <summary>The journal as the commands use it.</summary>
    internal static IHostApplicationBuilder AddJournalWithoutProductionRules(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        var section = builder.Configuration.GetSection(JournalOptions.Section);
        var dataFolder = builder.Configuration[ServiceDataFolder];
        services.AddOptions<JournalOptions>()
            .Configure(options => options.DataFolder = string.IsNullOrWhiteSpace(dataFolder) ? options.DataFolder : dataFolder)
            .Bind(section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<JournalOptions>, JournalOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();

        services.AddSingleton<JournalLocation>();
        services.AddDbContextFactory<JournalDb>((provider, db) => provider.GetRequiredService<JournalLocation>().Configure(db));
        services.AddSingleton<JournalInitializer>();
        services.AddSingleton<JournalDatabase>();
        services.AddSingleton<JournalMetrics>();
        services.AddSingleton<JournalFeed>();
        services.AddSingleton<JournalWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<JournalWriter>());

        services.AddSingleton<DataKeys>();
        services.AddSingleton<SessionKeys>();
        services.AddSingleton<ISessionJournal, DurableJournal>();
        services.AddSingleton<IResponseStore, FileResponseStore>();

        services.AddSingleton<HashChainVerifier>();
        services.AddSingleton<HashChainMonitor>();
        services.AddHostedService<HashChainVerificationJob>();
        services.AddSingleton<RetentionSweep>();
        services.AddHostedService<RetentionJob>();
        services.AddSingleton<IJournalQueries, JournalQueries>();
        services.AddSingleton<IOperatorLog, OperatorLog>();
        services.AddSingleton<IPersonData, PersonData>();

        services.AddHealthChecks().AddCheck<JournalHealthCheck>("journal", tags: ["ready"]);

        ProtectKeys(services.AddDataProtection().SetApplicationName("AuthDemo").PersistKeysToDbContext<JournalDb>(), builder, section);
        return builder;
    }

    private static void ProtectKeys(IDataProtectionBuilder protection, IHostApplicationBuilder builder, IConfigurationSection section)
    {
        var options = section.Get<JournalOptions>()?.KeyCertificate;
        // A certificate that cannot be used is reported by the options validation at start.
        X509Certificate2[] certificates = options is not null && new JournalOptionsValidator(builder.Environment).IsUsable(options)
            ? [.. options.Previous.Prepend(options).Select(named => KeyCertificate.Load(builder.Environment, named))]
            : [];
        builder.Services.AddSingleton(new KeyCertificates(certificates));
        builder.Services.AddOptions<KeyManagementOptions>()
            .PostConfigure<KeyCertificates>((keys, known) => keys.XmlRepository = new GuardedKeyRing(keys.XmlRepository!, known));
        if (certificates.Length == 0)
            return;
        protection.ProtectKeysWithCertificate(certificates[0]);
        if (certificates.Length > 1)
            protection.UnprotectKeysWithAnyCertificate(certificates[1..]);
    }
}
