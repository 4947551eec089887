using System.Net;
using AuthDemo.Simulator.Scenarios;

namespace AuthDemo.Simulator;

/// <summary>Validates all options before anything is started.</summary>
internal static class SimulatorOptionsValidator
{
    /// <summary>Longest common name a certificate can have (RFC 5280, ub-common-name).</summary>
    private const int LongestName = 64;

    /// <summary>Throws <see cref="ArgumentException"/> naming each option, its limit and what was given.</summary>
    public static void Validate(SimulatorOptions options)
    {
        var problems = Problems(options).ToList();
        if (problems.Count > 0)
            throw new ArgumentException(string.Join(" ", problems), nameof(options));
    }

    private static IEnumerable<string> Problems(SimulatorOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.DataFolder))
            yield return "DataFolder must name a folder; it is empty.";
        if (options.RpPort is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
            yield return $"RpPort must be 0 to 65535; {options.RpPort} was given.";
        if (options.PhonePort is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
            yield return $"PhonePort must be 0 to 65535; {options.PhonePort} was given.";
        if (options.HostName is { } host && Uri.CheckHostName(host) is not UriHostNameType.Dns)
            yield return $"HostName must be a DNS name; {host} was given.";
        if (options.RelyingPartyName.Length is < 1 or > LongestName)
            yield return $"RelyingPartyName must be 1 to {LongestName} characters; {options.RelyingPartyName.Length} were given.";
        if (options.ScanTolerance < TimeSpan.Zero)
            yield return $"ScanTolerance must not be negative; {options.ScanTolerance} was given.";
        if (options.ProcessingTime < TimeSpan.Zero)
            yield return $"ProcessingTime must not be negative; {options.ProcessingTime} was given.";
        if (options.Scenario is { } name && Scenario.Find(name) is null)
            yield return $"Scenario must be one of {string.Join(", ", Scenario.All.Select(s => s.Name))}; {name} was given.";
    }
}
