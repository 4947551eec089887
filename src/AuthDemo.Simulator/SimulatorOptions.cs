using AuthDemo.Simulator.Scenarios;
using Microsoft.Extensions.Logging.Abstractions;

namespace AuthDemo.Simulator;

/// <summary>Options of one simulator. Only <see cref="DataFolder"/> has no default.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Folder for the CA, the certificates, their keys and <c>simulator.json</c>. Existing certificates are reused,
    /// so that clients still trust a simulator after a restart.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Port of the RP API (HTTPS, mutual TLS, 127.0.0.1); 0 takes any free one.</summary>
    public int RpPort { get; init; }

    /// <summary>Port of the phone page and the control API (HTTP, 127.0.0.1); 0 takes any free one.</summary>
    public int PhonePort { get; init; }

    /// <summary>A second name in the server's certificate, for clients whose base address cannot be changed: the hosts file resolves it
    /// to 127.0.0.1. Null for none.</summary>
    public string? HostName { get; init; }

    /// <summary>The name a phone shows for the relying party that holds the issued certificate.</summary>
    public string RelyingPartyName { get; init; } = "AuthDemo";

    /// <summary>How many whole seconds behind the simulator's own count a scanned QR code may be. A camera needs about one;
    /// a person who copies the code's text needs more. Codes from more than one second ahead are always refused.</summary>
    public TimeSpan ScanTolerance { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an order stays <c>pending/processing</c> between the right code and <c>complete</c>.</summary>
    public TimeSpan ProcessingTime { get; init; } = TimeSpan.Zero;

    /// <summary>Name of the scenario that every new order plays, or null to wait for a phone; see docs/simulator.md.</summary>
    public string? Scenario { get; init; }

    /// <summary>The clock of all orders. TLS certificates use the machine's clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Log of both listeners. No line contains a personal number, a name, a token or a reference.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;
}
