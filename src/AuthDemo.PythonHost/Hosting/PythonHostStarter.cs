using Microsoft.Extensions.Hosting;

namespace AuthDemo.PythonHost.Hosting;

/// <summary>
/// Starts Python before the application listens, so that nobody's first call waits for an interpreter. A start that fails does not
/// stop the application: callers get the reason.
/// </summary>
internal sealed class PythonHostStarter(PatternHost host) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => host.StartAsync().WaitAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask; // stops when the container is disposed, after its users
}
