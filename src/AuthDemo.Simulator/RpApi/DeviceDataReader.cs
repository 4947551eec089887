using System.Text.RegularExpressions;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.RpApi;

/// <summary>Reads <c>web</c> or <c>app</c>: data about the user's device, from which BankID computes the risk.</summary>
internal static partial class DeviceDataReader
{
    /// <returns>Whether one of them is present.</returns>
    public static bool Read(RequestFields body)
    {
        var web = body.Object("web");
        var app = body.Object("app");
        if (web is not null && app is not null)
            body.AddProblem("app", "and web exclude each other");
        if (web is { Count: 0 })
            body.AddProblem("web", "must have at least one member");
        if (app is { Count: 0 })
            body.AddProblem("app", "must have at least one member");
        if (web?.Text("referringDomain", 3, 253) is { } domain && !Domain().IsMatch(domain))
            web.AddProblem("referringDomain", "may contain a-z, 0-9, '.' and '-' only");
        web?.Text("userAgent", 1, 256);
        web?.Text("deviceIdentifier", 1, 64);
        foreach (var name in (string[])["appIdentifier", "deviceOS", "deviceModelName", "deviceIdentifier"])
            app?.Text(name, 1, 256);
        return web is not null || app is not null;
    }

    [GeneratedRegex(@"^[a-z0-9.-]+\z")]
    private static partial Regex Domain();
}
