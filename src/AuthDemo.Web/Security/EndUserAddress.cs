using System.Net;

namespace AuthDemo.Web.Security;

/// <summary>The end user's address as BankID wants it (guide §1.3 <c>endUserIp</c>).</summary>
internal static class EndUserAddress
{
    /// <summary>The connection's address after trusted proxies were heard: IPv4 where it is one, IPv6 without its zone.</summary>
    /// <exception cref="InvalidOperationException">The server listens on something without addresses and no proxy told one.</exception>
    public static string Of(HttpContext http) => Format(http.Connection.RemoteIpAddress ?? throw new InvalidOperationException(
        "The connection has no IP address. Behind a Unix socket, a proxy must send X-Forwarded-For."));

    internal static string Format(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString() : new IPAddress(address.GetAddressBytes()).ToString();
}
