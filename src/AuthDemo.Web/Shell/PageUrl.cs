using Microsoft.AspNetCore.Diagnostics;

namespace AuthDemo.Web.Shell;

/// <summary>The URL of the page being shown, for forms and links of the layout that return to it.</summary>
internal readonly record struct PageUrl(HttpContext? Http)
{
    /// <summary>Path and query. For an error page, those of the page originally requested.</summary>
    public string Value
    {
        get
        {
            if (Http is null)
                return "/";
            var original = Http.Features.Get<IStatusCodeReExecuteFeature>();
            return original is not null ? original.OriginalPath + original.OriginalQueryString
                : Http.Features.Get<IExceptionHandlerPathFeature>() is { } failed ? failed.Path
                : Http.Request.Path + Http.Request.QueryString;
        }
    }

    /// <summary>A fragment of this page. A bare <c>#x</c> would resolve to <c>/#x</c> because of the base address.</summary>
    public string Fragment(string id) => $"{Value}#{id}";
}
