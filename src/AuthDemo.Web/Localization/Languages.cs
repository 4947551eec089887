using System.Globalization;
using AuthDemo.Web.Security;
using Microsoft.AspNetCore.Localization;

namespace AuthDemo.Web.Localization;

/// <summary>Swedish and English: the language of the cookie, else of the browser's <c>Accept-Language</c>, else English.</summary>
internal static class Languages
{
    /// <summary>Two-letter codes, English (the default) first.</summary>
    public static readonly IReadOnlyList<string> All = ["en", "sv"];

    public static void AddLanguages(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddOptions<RequestLocalizationOptions>().Configure<CookieNames>((options, names) =>
        {
            var cultures = All.Select(CultureInfo.GetCultureInfo).ToList();
            options.SupportedCultures = cultures;
            options.SupportedUICultures = cultures;
            options.DefaultRequestCulture = new RequestCulture(All[0]);
            options.ApplyCurrentCultureToResponseHeaders = true;
            options.RequestCultureProviders =
            [
                new CookieRequestCultureProvider { CookieName = names.Language },
                new AcceptLanguageHeaderRequestCultureProvider(),
            ];
        });
    }

    /// <summary>The language that is not the current one, for the language switch.</summary>
    public static string Other => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "sv" ? "en" : "sv";
}
