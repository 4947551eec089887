using System.Diagnostics.CodeAnalysis;

namespace AuthDemo.PythonHost.Hosting;

/// <summary>The runners of a host: those of its own pattern, of one it moved away from, and of its named workers.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A restart may outlast the container; a semaphore without wait handle holds nothing to dispose.")]
internal sealed class PythonRunners(PatternHost host) : IPythonRunners
{
    private readonly SemaphoreSlim _turn = new(1);

    public IReadOnlyList<PythonRunner> Runners =>
        [.. host.Patterns.SelectMany(named => named.Pattern.Runners.Select(runner => runner with { Name = named.Name }))];

    public async Task<RestartReply> RestartAsync(string id, CancellationToken cancellation = default)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            foreach (var (_, pattern) in host.Patterns)
                if (pattern.Runners.Any(runner => runner.Id == id))
                    return await pattern.RestartAsync(id);
            return new RestartReply.Unknown();
        }
        finally
        {
            _turn.Release();
        }
    }
}
