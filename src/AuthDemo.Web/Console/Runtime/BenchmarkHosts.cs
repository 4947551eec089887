using System.Diagnostics.Metrics;
using AuthDemo.PythonHost;
using AuthDemo.PythonHost.Configuration;

namespace AuthDemo.Web.Console.Runtime;

/// <summary>Hosts that a comparison opens beside the one in use: as configured but for the pattern, with meters that nobody reads.</summary>
internal sealed class BenchmarkHosts(IConfiguration configuration, IHostEnvironment environment, TimeProvider time)
{
    /// <summary>A host of that pattern. Whoever disposes of it disposes of all that was made for it.</summary>
    public IPythonHost Open(PythonPattern pattern)
    {
        var own = new ConfigurationBuilder().AddConfiguration(configuration)
            .AddInMemoryCollection([new("Python:Pattern", pattern.ToString())]).Build();
        var services = new ServiceCollection();
        services.AddSingleton(environment);
        services.AddSingleton(time);
        services.AddLogging();
        services.AddSingleton<IMeterFactory, UnreadMeters>();
        services.AddPythonHost(own);
        return new OwnHost(services.BuildServiceProvider());
    }

    private sealed class OwnHost(ServiceProvider services) : IPythonHost
    {
        private readonly IPythonHost _host = services.GetRequiredService<IPythonHost>();

        public ValueTask<PythonReply> CallAsync(PythonCall call, CancellationToken cancellation = default) => _host.CallAsync(call, cancellation);

        public ValueTask DisposeAsync() => services.DisposeAsync();
    }

    /// <summary>Monitoring reads every meter by the name <c>AuthDemo.…</c> in the process, whoever made it: these have another name.</summary>
    private sealed class UnreadMeters : IMeterFactory
    {
        private readonly List<Meter> _made = [];

        public Meter Create(MeterOptions options)
        {
            var meter = new Meter("Comparison." + options.Name, options.Version, options.Tags, scope: this);
            _made.Add(meter);
            return meter;
        }

        public void Dispose() => _made.ForEach(meter => meter.Dispose());
    }
}
