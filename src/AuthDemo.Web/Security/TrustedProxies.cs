using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Security;

/// <summary>
/// Applies forwarded headers of configured proxies only. BankID requires the end user's address, and any client can send
/// <c>X-Forwarded-For</c>.
/// </summary>
internal static class TrustedProxies
{
    /// <summary>Accepts <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> from the configured proxies; does nothing without any.</summary>
    public static void UseTrustedProxies(this WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<IOptions<WebOptions>>().Value.TrustedProxies;
        if (proxies.Count == 0)
            return;

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null, // a chain of trusted proxies ends at the first address that is not trusted
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
                options.KnownProxies.Add(address);
            else
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
        }

        app.UseForwardedHeaders(options);
    }
}
