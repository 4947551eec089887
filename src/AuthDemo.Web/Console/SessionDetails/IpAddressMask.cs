using System.Net;
using System.Net.Sockets;
using AuthDemo.Web.Console.Access;

namespace AuthDemo.Web.Console.SessionDetails;

/// <summary>Masks an end user's IP address as <c>Console:Addresses</c> requires.</summary>
internal static class IpAddressMask
{
    /// <summary>The network (<c>192.0.2.0/24</c>, <c>2001:db8:1::/48</c>), the full address, or null.</summary>
    public static string? Apply(string? address, AddressPolicy policy) => policy switch
    {
        AddressPolicy.Full => address,
        AddressPolicy.Network when IPAddress.TryParse(address, out var parsed) => Network(parsed),
        _ => null,
    };

    private static string Network(IPAddress address)
    {
        var prefixBytes = address.AddressFamily == AddressFamily.InterNetwork ? 3 : 6;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(prefixBytes).Clear();
        return $"{new IPAddress(bytes)}/{prefixBytes * 8}";
    }
}
