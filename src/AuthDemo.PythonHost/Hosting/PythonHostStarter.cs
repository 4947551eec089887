using Microsoft.Extensions.Hosting;

namespace AuthDemo.PythonHost.Hosting;

/// <summary>Starts Python with the application, without holding the application's start up: the first calls wait if it is not ready.</summary>
internal sealed class PythonHostStarter(PatternHost host) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = host.StartAsync();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask; // stops when the container is disposed, after its users
}
