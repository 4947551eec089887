using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AuthDemo.Sessions;
using AuthDemo.Web.Security;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.AuthSession;

/// <summary>
/// What BankID's risk rating is told of a browser (guide §1.3, <c>web</c>; S10, S11). The device identifier has a cookie of its own,
/// which is neither the session's nor the user's, and lives on when those are gone; BankID gets its hash, so that nobody who reads
/// the one can make the other.
/// </summary>
internal sealed class WebDeviceData(IOptions<WebOptions> options, CookieNames names)
{
    private const int CookieBytes = 32;
    private const int UserAgentLength = 256;
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(399); // browsers cut at 400 days

    /// <summary>The data on a request's browser, whose cookie is set or prolonged; null when it is turned off.</summary>
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
        var flags = names.Flags(s_kept);
        flags.SameSite = SameSiteMode.Strict;
        http.Response.Cookies.Append(names.Device, id, flags);
        return id;
    }
}
