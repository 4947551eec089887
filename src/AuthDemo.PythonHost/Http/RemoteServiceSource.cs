using AuthDemo.PythonHost.Configuration;

namespace AuthDemo.PythonHost.Http;

/// <summary>A service at an address, which others start and supervise.</summary>
internal sealed class RemoteServiceSource(PythonHostOptions options) : IServiceSource
{
    private readonly ServiceClient _client = new(options.Http.Address!, options.Http.Secret, options.Http.Count, options.MaxMessageBytes);

    public string Address => options.Http.Address!;

    public string Description => Address;

    public bool IsUp => true;

    public int Lost => 0;

    public string? Problem => null;

    public IReadOnlyList<PythonRunner> Runners => [];

    public Task<string?> StartAsync(CancellationToken cancellation) => _client.CheckAsync(cancellation);

    public (ServiceClient Client, ServiceProcess? Service) Borrow() => (_client, null);

    public void Return(ServiceClient client)
    {
    }

    public Task<RestartReply> RestartAsync(string id) => Task.FromResult<RestartReply>(new RestartReply.Unknown());

    public Task BeginStopAsync() => Task.CompletedTask;

    public Task EndAsync() => Task.CompletedTask;

    public void Dispose() => _client.Dispose();
}
