using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AuthDemo.Sessions;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Security;

/// <summary>
/// The address the BankID app brings a browser back to, with a nonce that only the browser that started can have: it is derived
/// from its owner's key, so nothing has to be kept, and two presses of one button give one address. Arriving proves nothing and
/// starts nothing; it only leads back to the browser's own session (guide §3, S8).
/// </summary>
internal sealed class ReturnAddress(IOptions<WebOptions> options)
{
    /// <summary>Path of the address.</summary>
    public const string Path = "/sign-in/return";

    private static readonly byte[] s_purpose = Encoding.ASCII.GetBytes("authdemo return address 1");

    /// <summary>The address for a browser. The origin is the configured one; on loopback, where ports vary, the request's.</summary>
    public string For(HttpContext http, OwnerKey owner)
    {
        var web = options.Value;
        var origin = web.Public.IsLoopback ? $"{http.Request.Scheme}://{http.Request.Host}" : web.Public.GetLeftPart(UriPartial.Authority);
        return $"{origin}{Path}?nonce={Nonce(owner)}";
    }

    /// <summary>The nonce of an arriving request is this browser's.</summary>
    public static bool IsOwn(string? nonce, OwnerKey owner) => nonce is not null && CryptographicOperations.FixedTimeEquals(
        Encoding.ASCII.GetBytes(nonce), Encoding.ASCII.GetBytes(Nonce(owner)));

    private static string Nonce(OwnerKey owner) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(owner.Reveal()), s_purpose).AsSpan(0, 16));
}
