using System.Net;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Operations;

/// <summary>Section <c>Operations</c>: what monitoring gets.</summary>
internal sealed class OperationsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Operations";

    /// <summary>
    /// Addresses or networks that may read <c>/metrics</c> (<c>Operations:MetricsFrom:0</c> …), beside this machine itself; for
    /// everybody else there is no such address.
    /// </summary>
    public IList<string> MetricsFrom { get; } = [];

    /// <summary>Where traces and metrics are sent by OTLP over gRPC, such as <c>http://localhost:4317</c> (<c>Operations:Otlp</c>); null sends none.</summary>
    public string? Otlp { get; set; }

    /// <summary>Log lines as one JSON object each (<c>Operations:JsonLogs</c>); null means outside Development.</summary>
    public bool? JsonLogs { get; set; }

    /// <summary>Days left of the RP certificate under which readiness says degraded, 0–365 (<c>Operations:CertificateWarningDays</c>).</summary>
    public int CertificateWarningDays { get; set; } = 30;

    /// <summary>Whether this address may read <c>/metrics</c>.</summary>
    public bool Admits(IPAddress? address) => address is not null
        && (IPAddress.IsLoopback(address) || MetricsFrom.Any(from => Network(from).Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)));

    internal static IPNetwork Network(string text) =>
        IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8) : IPNetwork.Parse(text);
}

/// <summary>Fails the start with one sentence for each broken key.</summary>
internal sealed class OperationsOptionsValidator : IValidateOptions<OperationsOptions>
{
    public ValidateOptionsResult Validate(string? name, OperationsOptions options)
    {
        var errors = new List<string>();
        for (var i = 0; i < options.MetricsFrom.Count; i++)
        {
            var from = options.MetricsFrom[i];
            if (!IPAddress.TryParse(from, out _) && !IPNetwork.TryParse(from, out _))
                errors.Add($"Operations:MetricsFrom:{i} must be an IP address or a network such as 10.0.0.0/8; it is \"{from}\".");
        }

        if (options.Otlp is { Length: > 0 } otlp && !(Uri.TryCreate(otlp, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
            errors.Add($"Operations:Otlp must be an absolute http or https URL; it is \"{otlp}\".");
        if (options.CertificateWarningDays is < 0 or > 365)
            errors.Add($"Operations:CertificateWarningDays must be 0 to 365; it is {options.CertificateWarningDays}.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
