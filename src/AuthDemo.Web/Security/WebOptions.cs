using System.Net;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Security;

/// <summary>Section <c>Web</c>: how browsers reach this service.</summary>
internal sealed class WebOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Web";

    /// <summary>Scheme, host and port as browsers see them. <c>https</c>, or <c>http</c> on loopback only.</summary>
    public string PublicUrl { get; set; } = "http://localhost:5080";

    /// <summary>Addresses (<c>10.0.0.5</c>) or networks (<c>10.0.0.0/8</c>) of reverse proxies whose forwarded headers are believed.</summary>
    public IList<string> TrustedProxies { get; set; } = [];

    /// <summary>The public URL, parsed. Valid once the options are validated.</summary>
    public Uri Public => new(PublicUrl);

    /// <summary>Cookies are <c>Secure</c> and carry the <c>__Host-</c> prefix.</summary>
    public bool IsHttps => Public.Scheme == Uri.UriSchemeHttps;
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

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
