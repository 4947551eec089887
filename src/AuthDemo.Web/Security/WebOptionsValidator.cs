using AuthDemo.Configuration;
using System.Net;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Security;

/// <summary>Validates <see cref="WebOptions"/>; each error names the key, the rule and the value given.</summary>
internal sealed class WebOptionsValidator : IValidateOptions<WebOptions>
{
    public ValidateOptionsResult Validate(string? name, WebOptions options)
    {
        var errors = new OptionsErrors(WebOptions.Section);
        var publicUrl = $"\"{options.PublicUrl}\"";
        if (!Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            errors.Add("PublicUrl", "must be an absolute http or https URL", publicUrl);
        else if (url.PathAndQuery != "/" || url.Fragment.Length > 0)
            errors.Add("PublicUrl", "must be scheme, host and port only", publicUrl);
        else if (url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback)
            errors.Add("PublicUrl", "must be https unless its host is loopback", publicUrl);

        for (var i = 0; i < options.TrustedProxies.Count; i++)
        {
            var proxy = options.TrustedProxies[i];
            if (!IPAddress.TryParse(proxy, out _) && !IPNetwork.TryParse(proxy, out _))
                errors.Add($"TrustedProxies:{i}", "must be an IP address or a network such as 10.0.0.0/8", $"\"{proxy}\"");
        }

        if (options.ReferringDomain is { } domain && !(domain.Length is >= 3 and <= 253 && WebOptions.DomainName().IsMatch(domain)))
            errors.Add("ReferringDomain", "must be a domain name of 3-253 characters in lower case and punycode", $"\"{domain}\"");

        return errors.Result;
    }
}
