using AuthDemo.Web.Shell;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace AuthDemo.Web.Security;

/// <summary>
/// Answers 400 to requests that no page can be made for: those for another host than the public one or for none (DNS rebinding, poisoned
/// links, HTTP/1.0), and those over plain HTTP when browsers use https, because the cookies need it.
/// </summary>
internal static class PublicAddressCheck
{
    public static void UsePublicAddressCheck(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<WebOptions>>().Value;
        IList<StringSegment> hosts = options.Public.IsLoopback ? ["localhost", "127.0.0.1", "[::1]"] : [new HostString(options.Public.Host).ToUriComponent()];
        app.Use((http, next) =>
        {
            if (!HostString.MatchesAny(http.Request.Host.Value ?? "", hosts))
                return PlainPage.WriteAsync(http, StatusCodes.Status400BadRequest, "Bad request", "This host name is not served here.");
            if (options.IsHttps && !http.Request.IsHttps)
                return PlainPage.WriteAsync(http, StatusCodes.Status400BadRequest, "Bad request", "This service is reached over https only.");
            return next(http);
        });
    }
}
