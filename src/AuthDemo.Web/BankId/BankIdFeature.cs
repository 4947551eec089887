using AuthDemo.Journal;
using AuthDemo.PythonHost;
using AuthDemo.Sessions;
using AuthDemo.Sessions.BankId;
using AuthDemo.Web.Shell;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.BankId;

/// <summary>
/// What stands behind the pages: Python, the auth sessions, and BankID or its simulator, by the one key <c>BankId:Environment</c>.
/// </summary>
internal static class BankIdFeature
{
    public static void AddBankId(this WebApplicationBuilder builder)
    {
        if (IsSimulated(builder))
            AddSimulator(builder);
        builder.AddJournal(); // first of those that start: what the others write must find it
        builder.Services.AddPythonHost(builder.Configuration);
        builder.AddAuthSessions();
    }

    /// <summary>Never where the host runs as Production; there the sessions refuse to start on a simulator.</summary>
    private static bool IsSimulated(WebApplicationBuilder builder) =>
        !builder.Environment.IsProduction()
        && builder.Configuration.GetSection(BankIdOptions.Section).GetValue(
            nameof(BankIdOptions.Environment), builder.Environment.IsDevelopment() ? nameof(BankIdEnvironment.Simulator) : null) is { } name
        && name.Equals(nameof(BankIdEnvironment.Simulator), StringComparison.OrdinalIgnoreCase);

    private static void AddSimulator(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<SimulatorSettings>, SimulatorSettingsValidator>();
        services.AddOptions<SimulatorSettings>().BindConfiguration(SimulatorSettings.Section).ValidateOnStart();
        var connection = builder.Configuration.GetSection(SimulatorSettings.Section)[nameof(SimulatorSettings.Connection)];
        if (string.IsNullOrWhiteSpace(connection))
        {
            services.AddSingleton<InProcessSimulator>();
            services.AddSingleton<ISimulator>(s => s.GetRequiredService<InProcessSimulator>());
            services.AddHostedService(s => s.GetRequiredService<InProcessSimulator>());
        }
        else
        {
            services.AddSingleton<ISimulator, ExternalSimulator>();
        }

        services.AddSingleton<IBankIdConnectionSource>(s => s.GetRequiredService<ISimulator>());
        services.AddSingleton(s =>
        {
            var simulator = s.GetRequiredService<ISimulator>();
            return new TestEnvironment(isSimulated: true, () => simulator.PhonePage);
        });
    }
}
