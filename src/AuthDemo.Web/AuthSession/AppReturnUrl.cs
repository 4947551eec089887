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
    /// <summary>The URL of a flow, with the configured origin; on loopback, where ports vary, with that of the request.</summary>
    public string For(HttpContext http, Flow flow)
    {
        var web = options.Value;
        var origin = web.Public.IsLoopback ? $"{http.Request.Scheme}://{http.Request.Host}" : web.Public.GetLeftPart(UriPartial.Authority);
        return $"{origin}{FlowPaths.Start(flow)}/return/{{session}}?nonce={{nonce}}";
    }
}
