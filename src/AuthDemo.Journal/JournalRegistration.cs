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

/// <summary>Puts the journal into a service.</summary>
public static class JournalRegistration
{
    /// <summary>Key of the folder that holds all data of the service: the journal's too, unless it has one of its own.</summary>
    private const string ServiceDataFolder = "DataFolder";

    /// <summary>
    /// Adds the journal with the configuration section <c>Journal</c>, and makes it the place of the service's Data Protection
    /// keys. Call it before anything that writes to it is added (Orleans, the sessions): what is added first starts first and stops last.
    /// </summary>
    public static IHostApplicationBuilder AddJournal(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
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
        // What is wrong with the certificate is said by the validation at start.
        var isUsable = options is not null && new JournalOptionsValidator(builder.Environment).Certificate(options) is null;
        X509Certificate2[] certificates = isUsable
            ? [.. options!.Previous.Prepend(options).Select(named => KeyCertificate.Load(builder.Environment, named))]
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
