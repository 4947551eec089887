using AuthDemo.PythonHost;

namespace AuthDemo.Web.Console.Runtime;

/// <summary>Hosts that a comparison opens beside the one in use: as configured but for the pattern, with meters that nobody reads.</summary>
internal sealed class OwnHosts(IConfiguration configuration, IHostEnvironment environment, TimeProvider time)
{
    public IPythonHost Open(PythonPattern pattern)
    {
        var own = new ConfigurationBuilder().AddConfiguration(configuration)
            .AddInMemoryCollection([new("Python:Pattern", pattern.ToString())]).Build();
        var services = new ServiceCollection();
        services.AddSingleton(environment);
        services.AddSingleton(time);
        services.AddLogging();
        services.AddPythonHost(own);
        return services.BuildServiceProvider().GetRequiredService<IPythonHost>();
    }
}
