using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AuthDemo.Sessions;
using AuthDemo.Web.Security;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.AuthSession;

/// <summary>
/// The browser data for BankID's risk assessment (guide §1.3, <c>web</c>; S10, S11). The device identifier has its own cookie, separate
/// from the session and user cookies and with a longer lifetime. BankID gets its hash, from which the cookie cannot be derived.
/// </summary>
internal sealed class WebDeviceData(IOptions<WebOptions> options, CookieNames names)
{
    private const int CookieBytes = 32;
    private const int UserAgentLength = 256;
    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(399); // browsers limit it to 400 days

    /// <summary>The data about the request's browser; sets or renews its cookie. Null if the feature is turned off.</summary>
    public WebDevice? Of(HttpContext http)
    {
        if (!options.Value.DeviceData)
            return null;
        var agent = http.Request.Headers.UserAgent.ToString();
        return new(
            options.Value.Domain,
            agent.Length == 0 ? null : agent[..Math.Min(agent.Length, UserAgentLength)],
            Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Identifier(http)))));
    }

    private string Identifier(HttpContext http)
    {
        var known = http.Request.Cookies[names.Device];
        var id = known is not null && Base64Url.IsValid(known, out var bytes) && bytes == CookieBytes
            ? known
            : Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(CookieBytes));
        var flags = names.Flags(s_lifetime);
        flags.SameSite = SameSiteMode.Strict;
        http.Response.Cookies.Append(names.Device, id, flags);
        return id;
    }
}
