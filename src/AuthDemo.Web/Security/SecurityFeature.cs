using AuthDemo.Web.Storage;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Security;

/// <summary>
/// Registers cookie authentication, antiforgery and HSTS. The data protection keys are stored by the journal
/// (docs/decisions/0025).
/// </summary>
internal static class SecurityFeature
{
    public static void AddSecurity(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        var services = builder.Services;
        services.AddSingleton<IValidateOptions<WebOptions>, WebOptionsValidator>();
        services.AddOptions<WebOptions>().BindConfiguration(WebOptions.Section).ValidateOnStart();
        services.AddSingleton<CookieNames>();
        services.AddSingleton<OwnerCookie>();
        services.AddHttpContextAccessor();
        services.AddSingleton<DataFolder>();
        services.AddHsts(hsts => (hsts.MaxAge, hsts.IncludeSubDomains) = (TimeSpan.FromDays(365), true));

        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        services.AddAuthorization();
        services.AddCascadingAuthenticationState();
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<CookieNames>(UserCookie);
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<CookieNames>(FormCookie);
    }

    private static void UserCookie(CookieAuthenticationOptions options, CookieNames names)
    {
        options.Cookie.Name = names.User;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = names.Secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromHours(1);
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        options.AccessDeniedPath = "/error/404"; // does not reveal that the page exists
    }

    private static void FormCookie(AntiforgeryOptions options, CookieNames names)
    {
        options.Cookie.Name = names.Antiforgery;
        options.Cookie.HttpOnly = true;
        // Lax: a link from another site, opened in a second tab, sends the cookie. With Strict it would arrive without, be given a new one,
        // and make the forms of the first tab invalid.
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = names.Secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    }
}
