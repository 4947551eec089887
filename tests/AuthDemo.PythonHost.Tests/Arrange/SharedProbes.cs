using System.Collections.Concurrent;
using AuthDemo.PythonHost.Tests.Arrange;

[assembly: AssemblyFixture(typeof(SharedProbes))]

namespace AuthDemo.PythonHost.Tests.Arrange;

/// <summary>One probe for each arrangement, for cases that leave it as good as before.</summary>
public sealed class SharedProbes : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<ProbeHost>> _probes = new();

    internal ProbeHost Of(string arrangement) =>
        _probes.GetOrAdd(arrangement, name => new(() => new ProbeHost(Arrangement.Named(name).Settings))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var probe in _probes.Values)
            await probe.Value.DisposeAsync();
        await RemoteService.StopSharedAsync();
    }
}
