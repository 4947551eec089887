using System.Text.RegularExpressions;

namespace AuthDemo.Web.Security;

/// <summary>Section <c>Web</c>: how browsers reach this service.</summary>
internal sealed partial class WebOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Web";

    /// <summary>Scheme, host and port as browsers see them. <c>https</c>, or <c>http</c> on loopback only.</summary>
    public string PublicUrl { get; set; } = "http://localhost:5080";

    /// <summary>Addresses (<c>10.0.0.5</c>) or networks (<c>10.0.0.0/8</c>) of the reverse proxies whose forwarded headers are accepted.</summary>
    public IList<string> TrustedProxies { get; set; } = [];

    /// <summary>Sends BankID data about the browser for its risk assessment; sets a cookie that lives for 399 days.</summary>
    public bool DeviceData { get; set; } = true;

    /// <summary>The referring domain sent to BankID, in lower case and punycode; null uses the host of <see cref="PublicUrl"/>.</summary>
    public string? ReferringDomain { get; set; }

    /// <summary>The domain to send; null if there is none, as on loopback.</summary>
    public string? Domain => ReferringDomain ?? (DomainName().IsMatch(Public.IdnHost) ? Public.IdnHost : null);

    /// <summary>The public URL, parsed. Valid once the options are validated.</summary>
    public Uri Public => new(PublicUrl);

    /// <summary>Cookies are <c>Secure</c> and carry the <c>__Host-</c> prefix.</summary>
    public bool IsHttps => Public.Scheme == Uri.UriSchemeHttps;

    // Two labels or more. The last one starts with a letter, which excludes IP addresses.
    [GeneratedRegex(@"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    internal static partial Regex DomainName();
}
