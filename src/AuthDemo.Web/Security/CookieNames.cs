using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Security;

/// <summary>
/// Names and flags of our cookies. On HTTPS all carry <c>__Host-</c>, which makes browsers refuse them from other hosts, other
/// paths and plain HTTP; on loopback HTTP the prefix would make browsers refuse them altogether.
/// </summary>
internal sealed class CookieNames(IOptions<WebOptions> options)
{
    public bool Secure => options.Value.IsHttps;

    public string User => Name("authdemo");

    public string Owner => Name("authdemo-owner");

    public string Device => Name("authdemo-device");

    public string ReturnUrl => Name("authdemo-return");

    public string Antiforgery => Name("authdemo-form");

    public string Language => Name("authdemo-language");

    public string Theme => Name("authdemo-theme");

    /// <summary>HttpOnly, SameSite=Lax (the return from the app is a cross-site top-level navigation), path <c>/</c>.</summary>
    public CookieOptions Flags(TimeSpan? maxAge = null) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = Secure, Path = "/", MaxAge = maxAge, IsEssential = true,
    };

    private string Name(string name) => Secure ? "__Host-" + name : name;
}
