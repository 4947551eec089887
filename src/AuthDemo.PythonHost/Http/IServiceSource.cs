namespace AuthDemo.PythonHost.Http;

/// <summary>Where calls are sent: a service at an address, or the host's own.</summary>
internal interface IServiceSource : IDisposable
{
    /// <summary>Where the service listens; known once it has started.</summary>
    string Address { get; }

    /// <summary>The address, or the Python that runs the service.</summary>
    string Description { get; }

    /// <summary>Calls can be sent; false while there is no service.</summary>
    bool IsUp { get; }

    /// <summary>How often the service ended.</summary>
    int Lost { get; }

    /// <summary>The host's own service ended and another is being started; null when all is well.</summary>
    string? Problem { get; }

    /// <summary>As in <see cref="IPythonRunners"/>.</summary>
    IReadOnlyList<PythonRunner> Runners { get; }

    /// <summary>What went wrong, or null.</summary>
    Task<string?> StartAsync(CancellationToken cancellation);

    /// <summary>The client to send one call with, and the host's own service behind it, which lives until the client is returned.</summary>
    (ServiceClient Client, ServiceProcess? Service) Borrow();

    void Return(ServiceClient client);

    /// <summary>As in <see cref="IPythonRunners"/>.</summary>
    Task<RestartReply> RestartAsync(string id);

    /// <summary>From now on no service is started.</summary>
    Task BeginStopAsync();

    /// <summary>Ends what runs, in a bounded time.</summary>
    Task EndAsync();
}
