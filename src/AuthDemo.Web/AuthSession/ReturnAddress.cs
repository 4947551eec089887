using AuthDemo.Sessions;
using AuthDemo.Web.Security;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.AuthSession;

/// <summary>
/// The address the BankID app brings a browser back to. The session fills in its own id and a nonce that only the app's answer can
/// carry; what an arrival means is the session's to judge (<see cref="IAuthSessions.ReturnAsync"/>, guide §3, S8).
/// </summary>
internal sealed class ReturnAddress(IOptions<WebOptions> options)
{
    /// <summary>The address of a flow. The origin is the configured one; on loopback, where ports vary, the request's.</summary>
    public string For(HttpContext http, Flow flow)
    {
        var web = options.Value;
        var origin = web.Public.IsLoopback ? $"{http.Request.Scheme}://{http.Request.Host}" : web.Public.GetLeftPart(UriPartial.Authority);
        return $"{origin}{FlowPaths.Start(flow)}/return/{{session}}?nonce={{nonce}}";
    }
}
