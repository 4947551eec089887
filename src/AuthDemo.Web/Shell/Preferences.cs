using AuthDemo.Web.Localization;
using AuthDemo.Web.Security;
using Microsoft.AspNetCore.Localization;

namespace AuthDemo.Web.Shell;

/// <summary>The endpoints of the language and theme forms: each sets a cookie for a year and redirects back to the page.</summary>
internal static class Preferences
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(365);

    public static void MapPreferences(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/preferences").AllowAnonymous();
        group.MapPost("/language", (HttpContext http, CookieNames names) =>
            SetCookieAsync(http, "language", Languages.All, names.Language,
                language => CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)))).RequireFormToken();
        group.MapPost("/theme", (HttpContext http, CookieNames names) =>
            SetCookieAsync(http, "theme", ThemeCookie.All, names.Theme, theme => theme)).RequireFormToken();

        static async Task<IResult> SetCookieAsync(
            HttpContext http, string field, IReadOnlyList<string> allowed, string cookie, Func<string, string> value)
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var given = form[field].ToString();
            if (!allowed.Contains(given))
                return FormFieldProblem.Create(field, allowed, given);

            var flags = http.RequestServices.GetRequiredService<CookieNames>().Flags(s_lifetime);
            http.Response.Cookies.Append(cookie, value(given), flags);
            return new SeeOtherResult(form["returnUrl"]);
        }
    }
}
