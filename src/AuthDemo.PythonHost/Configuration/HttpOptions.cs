namespace AuthDemo.PythonHost.Configuration;

/// <summary>Section <c>Python:Http</c>: a Python service.</summary>
public sealed class HttpOptions
{
    /// <summary>
    /// Where a service runs that others run: <c>https://…</c>, <c>http://…</c> or <c>unix:/path</c>. When null the host starts and
    /// supervises one of its own.
    /// </summary>
    public string? Address { get; set; }

    /// <summary>Bearer secret of a service that others run. The host's own gets a fresh one at every start.</summary>
    public string? Secret { get; set; }

    /// <summary>The host's own service listens on loopback TCP instead of a Unix socket.</summary>
    public bool Tcp { get; set; }

    /// <summary>Processes of the host's own service, and calls sent at a time; 0 is one for each core.</summary>
    public int Processes { get; set; }

    internal int Count => Processes == 0 ? Environment.ProcessorCount : Processes;
}
