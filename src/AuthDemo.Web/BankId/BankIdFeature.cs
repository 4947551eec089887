using AuthDemo.Journal;
using AuthDemo.PythonHost;
using AuthDemo.Sessions;
using AuthDemo.Sessions.BankId;
using AuthDemo.Web.Shell;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.BankId;

/// <summary>
/// Registers the backend of the pages: the Python host, the journal, the auth sessions, and BankID or its simulator as
/// <c>BankId:Environment</c> says.
/// </summary>
internal static class BankIdFeature
{
    public static void AddBankId(this WebApplicationBuilder builder)
    {
        if (IsSimulated(builder))
            AddSimulator(builder);
        builder.AddJournal(); // started first, because the other services write to it
        builder.Services.AddPythonHost(builder.Configuration);
        builder.AddAuthSessions();
    }

    /// <summary>Never in Production, where the sessions refuse to start with a simulator.</summary>
    private static bool IsSimulated(WebApplicationBuilder builder) =>
        !builder.Environment.IsProduction()
        && builder.Configuration.GetSection(BankIdOptions.Section).GetValue(
            nameof(BankIdOptions.Environment), builder.Environment.IsDevelopment() ? nameof(BankIdEnvironment.Simulator) : null) is { } name
        && name.Equals(nameof(BankIdEnvironment.Simulator), StringComparison.OrdinalIgnoreCase);

    private static void AddSimulator(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<SimulatorConnectionOptions>, SimulatorConnectionOptionsValidator>();
        services.AddOptions<SimulatorConnectionOptions>().BindConfiguration(SimulatorConnectionOptions.Section).ValidateOnStart();
        var connection = builder.Configuration.GetSection(SimulatorConnectionOptions.Section)[nameof(SimulatorConnectionOptions.Connection)];
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
