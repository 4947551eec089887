using System.Net;

namespace AuthDemo.Web.Operations;

/// <summary>Section <c>Operations</c>: metrics, traces, logs and health checks.</summary>
internal sealed class OperationsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Operations";

    /// <summary>
    /// Addresses or networks that may read <c>/metrics</c> (<c>Operations:MetricsFrom:0</c> …), in addition to loopback; all other
    /// addresses get 404.
    /// </summary>
    public IList<string> MetricsFrom { get; } = [];

    /// <summary>The OTLP endpoint (gRPC) of traces and metrics, such as <c>http://localhost:4317</c> (<c>Operations:Otlp</c>); null exports none.</summary>
    public string? Otlp { get; set; }

    /// <summary>Writes each log entry as a JSON object (<c>Operations:JsonLogs</c>); null enables it outside Development.</summary>
    public bool? JsonLogs { get; set; }

    /// <summary>The readiness check is degraded when the RP certificate expires within this many days, 0–365 (<c>Operations:CertificateWarningDays</c>).</summary>
    public int CertificateWarningDays { get; set; } = 30;

    /// <summary>Whether this address may read <c>/metrics</c>.</summary>
    public bool Allows(IPAddress? address) => address is not null
        && (IPAddress.IsLoopback(address) || MetricsFrom.Any(from => Network(from).Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)));

    internal static IPNetwork Network(string text) =>
        IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8) : IPNetwork.Parse(text);
}
