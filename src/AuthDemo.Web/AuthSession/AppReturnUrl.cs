using AuthDemo.Sessions;
using AuthDemo.Web.Security;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.AuthSession;

/// <summary>
/// The URL to which the BankID app returns the browser. The session fills in its id and a nonce, and decides what a return means
/// (<see cref="IAuthSessions.ReturnAsync"/>, guide §3, S8).
/// </summary>
internal sealed class AppReturnUrl(IOptions<WebOptions> options)
{
    /// <summary>BankID takes 512 characters; the session's id and nonce are longer than their placeholders.</summary>
    private const int LongestUrl = 400;

    /// <summary>The URL of a flow, with the configured origin; on loopback, where ports vary, with that of the request.</summary>
    /// <param name="http">The form post that starts the session.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="destination">Where the user was going, so that another browser to which the app returns can offer to start with it.</param>
    public string For(HttpContext http, Flow flow, string? destination)
    {
        var web = options.Value;
        var origin = web.Public.IsLoopback ? $"{http.Request.Scheme}://{http.Request.Host}" : web.Public.GetLeftPart(UriPartial.Authority);
        var url = $"{origin}{FlowPaths.Start(flow)}/return/{{session}}?nonce={{nonce}}";
        var target = SeeOtherResult.LocalOr(destination, "/");
        if (target == "/")
            return url;
        var withTarget = $"{url}&to={Uri.EscapeDataString(target)}";
        return withTarget.Length <= LongestUrl ? withTarget : url;
    }
}
