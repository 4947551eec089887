using System.Diagnostics.Metrics;
using AuthDemo.PythonHost;
using AuthDemo.PythonHost.Configuration;

namespace AuthDemo.Web.Console.Runtime;

/// <summary>Creates a Python host with the given pattern. The caller disposes of it.</summary>
internal delegate IPythonHost PythonHostFactory(PythonPattern pattern);

/// <summary>Creates separate Python hosts for the benchmark: configured as the service's host except for the pattern, with meters that are not exported.</summary>
internal sealed class BenchmarkHosts(IConfiguration configuration, IHostEnvironment environment, TimeProvider time)
{
    /// <summary>Creates a host. Disposing of it disposes of all its services.</summary>
    public IPythonHost Create(PythonPattern pattern)
    {
        var hostConfiguration = new ConfigurationBuilder().AddConfiguration(configuration)
            .AddInMemoryCollection([new("Python:Pattern", pattern.ToString())]).Build();
        var services = new ServiceCollection();
        services.AddSingleton(environment);
        services.AddSingleton(time);
        services.AddLogging();
        services.AddSingleton<IMeterFactory, BenchmarkMeterFactory>();
        services.AddPythonHost(hostConfiguration);
        return new BenchmarkHost(services.BuildServiceProvider());
    }

    private sealed class BenchmarkHost(ServiceProvider services) : IPythonHost
    {
        private readonly IPythonHost _host = services.GetRequiredService<IPythonHost>();

        public ValueTask<PythonReply> CallAsync(PythonCall call, CancellationToken cancellation = default) => _host.CallAsync(call, cancellation);

        public ValueTask DisposeAsync() => services.DisposeAsync();
    }

    /// <summary>Monitoring exports every meter named <c>AuthDemo.…</c> of the process, so these get another prefix.</summary>
    private sealed class BenchmarkMeterFactory : IMeterFactory
    {
        private readonly List<Meter> _meters = [];

        public Meter Create(MeterOptions options)
        {
            var meter = new Meter("Comparison." + options.Name, options.Version, options.Tags, scope: this);
            _meters.Add(meter);
            return meter;
        }

        public void Dispose() => _meters.ForEach(meter => meter.Dispose());
    }
}
