using System.Net;

namespace AuthDemo.Web.Security;

/// <summary>The end user's IP address in BankID's format (guide §1.3 <c>endUserIp</c>).</summary>
internal static class EndUserAddress
{
    /// <summary>The remote address after forwarded headers were applied: IPv4 if possible, otherwise IPv6 without its zone.</summary>
    /// <exception cref="InvalidOperationException">The server listens on a Unix socket and no proxy forwarded an address.</exception>
    public static string Of(HttpContext http) => Format(http.Connection.RemoteIpAddress ?? throw new InvalidOperationException(
        "The connection has no IP address. Behind a Unix socket, a proxy must send X-Forwarded-For."));

    internal static string Format(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString() : new IPAddress(address.GetAddressBytes()).ToString();
}
