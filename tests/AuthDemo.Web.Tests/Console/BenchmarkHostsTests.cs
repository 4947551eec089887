using System.Diagnostics.Metrics;
using AuthDemo.PythonHost;
using AuthDemo.PythonHost.Configuration;
using AuthDemo.Web.Console.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace AuthDemo.Web.Tests.Console;

public sealed class BenchmarkHostsTests
{
    [Fact]
    public async Task Create_MetersAreNotExportedByMonitoring_AndAreDisposedWithTheHost()
    {
        var (published, ended) = (new List<Instrument>(), new List<Instrument>());
        var here = Environment.CurrentManagedThreadId; // other tests make meters at the same time
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (Environment.CurrentManagedThreadId != here)
                    return;
                published.Add(instrument);
                listener.EnableMeasurementEvents(instrument);
            },
            MeasurementsCompleted = (instrument, _) => ended.Add(instrument),
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Python:Executable", "/no/such/python")]).Build();
        listener.Start();
        published.Clear(); // what was there before

        var host = new BenchmarkHosts(configuration, Host.CreateEmptyApplicationBuilder(null).Environment, TimeProvider.System).Create(PythonPattern.PerCall);

        Assert.Equal("python.call.run", Assert.Single(published, instrument => instrument.Name == "python.call.run").Name);
        Assert.All(published, instrument => Assert.Equal("Comparison.AuthDemo.PythonHost", instrument.Meter.Name));
        Assert.IsType<PythonReply.StartFailed>(await host.CallAsync(new("any.function", default), TestContext.Current.CancellationToken));
        await host.DisposeAsync();
        Assert.Equal(published.Select(instrument => instrument.Name).Order(), ended.Where(published.Contains).Select(instrument => instrument.Name).Order());
    }
}
