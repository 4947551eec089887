using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Security;

/// <summary>Section <c>Web</c>: how browsers reach this service.</summary>
internal sealed partial class WebOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Web";

    /// <summary>Scheme, host and port as browsers see them. <c>https</c>, or <c>http</c> on loopback only.</summary>
    public string PublicUrl { get; set; } = "http://localhost:5080";

    /// <summary>Addresses (<c>10.0.0.5</c>) or networks (<c>10.0.0.0/8</c>) of reverse proxies whose forwarded headers are believed.</summary>
    public IList<string> TrustedProxies { get; set; } = [];

    /// <summary>Tells BankID of the browser, for its risk rating; sets a cookie that lives for 399 days.</summary>
    public bool DeviceData { get; set; } = true;

    /// <summary>Our domain as BankID is told it, in lower case and punycode; null takes the host of <see cref="PublicUrl"/>.</summary>
    public string? ReferringDomain { get; set; }

    /// <summary>The domain to tell; null when there is none, as on loopback.</summary>
    public string? Domain => ReferringDomain ?? (DomainName().IsMatch(Public.IdnHost) ? Public.IdnHost : null);

    /// <summary>The public URL, parsed. Valid once the options are validated.</summary>
    public Uri Public => new(PublicUrl);

    /// <summary>Cookies are <c>Secure</c> and carry the <c>__Host-</c> prefix.</summary>
    public bool IsHttps => Public.Scheme == Uri.UriSchemeHttps;

    // Two labels or more; the last is no number, which tells a name from an address.
    [GeneratedRegex(@"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    internal static partial Regex DomainName();
}

/// <summary>Fails the start with one sentence for each broken key.</summary>
internal sealed class WebOptionsValidator : IValidateOptions<WebOptions>
{
    public ValidateOptionsResult Validate(string? name, WebOptions options)
    {
        var errors = new List<string>();
        if (!Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            errors.Add($"Web:PublicUrl must be an absolute http or https URL; it is \"{options.PublicUrl}\".");
        else if (url.PathAndQuery != "/" || url.Fragment.Length > 0)
            errors.Add($"Web:PublicUrl must be scheme, host and port only; it is \"{options.PublicUrl}\".");
        else if (url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback)
            errors.Add($"Web:PublicUrl must be https unless its host is loopback; it is \"{options.PublicUrl}\".");

        for (var i = 0; i < options.TrustedProxies.Count; i++)
        {
            var proxy = options.TrustedProxies[i];
            if (!IPAddress.TryParse(proxy, out _) && !IPNetwork.TryParse(proxy, out _))
                errors.Add($"Web:TrustedProxies:{i} must be an IP address or a network such as 10.0.0.0/8; it is \"{proxy}\".");
        }

        if (options.ReferringDomain is { } domain && !(domain.Length is >= 3 and <= 253 && WebOptions.DomainName().IsMatch(domain)))
            errors.Add($"Web:ReferringDomain must be a domain name of 3-253 characters in lower case and punycode; it is \"{domain}\".");

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
