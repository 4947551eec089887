using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace AuthDemo.Web.Security;

/// <summary>
/// Answers 400 to requests that no page can be made for: those for another host than the public one or for none (DNS rebinding, poisoned
/// links, HTTP/1.0), and those over plain HTTP when browsers use https, because the cookies need it. The last is what a proxy looks like
/// that is missing in <c>Web:TrustedProxies</c>, so page and log name the key.
/// </summary>
internal static partial class PublicAddressCheck
{
    /// <summary>Adds the check, for all paths but those that a machine calls by the node's own address.</summary>
    public static void UsePublicAddressCheck(this WebApplication app, Func<PathString, bool> except)
    {
        var options = app.Services.GetRequiredService<IOptions<WebOptions>>().Value;
        var reports = new ReportInterval(app.Services.GetRequiredService<TimeProvider>());
        IList<StringSegment> hosts = options.Public.IsLoopback ? ["localhost", "127.0.0.1", "[::1]"] : [new HostString(options.Public.Host).ToUriComponent()];
        app.Use((http, next) =>
        {
            if (except(http.Request.Path))
                return next(http);
            if (!HostString.MatchesAny(http.Request.Host.Value ?? "", hosts))
                return PlainPage.WriteAsync(http, StatusCodes.Status400BadRequest, "Bad request", "This host name is not served here.");
            if (!options.IsHttps || http.Request.IsHttps)
                return next(http);
            if (reports.IsDue())
                LogPlainHttp(app.Logger, http.Connection.RemoteIpAddress is { } address ? EndUserAddress.Format(address) : "a Unix socket");
            return PlainPage.WriteAsync(
                http, StatusCodes.Status400BadRequest, "Bad request",
                "This service is reached over https only. If a proxy in front of it ends TLS: set Web:TrustedProxies to the proxy's address, and let it send X-Forwarded-Proto.");
        });
    }

    [LoggerMessage(LogLevel.Error, "Requests from {Address} are refused with 400: they came over plain HTTP, and Web:PublicUrl is https. If this "
        + "is your proxy, set Web:TrustedProxies:0 to its address and let it send X-Forwarded-For and X-Forwarded-Proto. Reported once a minute")]
    private static partial void LogPlainHttp(ILogger logger, string address);
}
