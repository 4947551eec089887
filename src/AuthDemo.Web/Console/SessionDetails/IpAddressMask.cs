using System.Net;
using System.Net.Sockets;
using AuthDemo.Web.Console.Access;

namespace AuthDemo.Web.Console.SessionDetails;

/// <summary>An end user's address as <c>Console:Addresses</c> allows it to be shown.</summary>
internal static class IpAddressMask
{
    /// <summary><c>192.0.2.0/24</c>, <c>2001:db8:1::/48</c>, the whole, or null.</summary>
    public static string? Shown(string? address, AddressPolicy policy) => policy switch
    {
        AddressPolicy.Full => address,
        AddressPolicy.Network when IPAddress.TryParse(address, out var parsed) => Network(parsed),
        _ => null,
    };

    private static string Network(IPAddress address)
    {
        var kept = address.AddressFamily == AddressFamily.InterNetwork ? 3 : 6;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(kept).Clear();
        return $"{new IPAddress(bytes)}/{kept * 8}";
    }
}
