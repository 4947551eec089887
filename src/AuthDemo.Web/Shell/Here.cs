namespace AuthDemo.Web.Shell;

/// <summary>The page being shown, as forms and links of the layout need it to come back to it.</summary>
internal readonly record struct Here(HttpContext? Http)
{
    /// <summary>Path and query of the page; of the page asked for when an error page is shown in its place.</summary>
    public string Url
    {
        get
        {
            if (Http is null)
                return "/";
            var original = Http.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodeReExecuteFeature>();
            return original is not null ? original.OriginalPath + original.OriginalQueryString
                : Http.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerPathFeature>() is { } failed ? failed.Path
                : Http.Request.Path + Http.Request.QueryString;
        }
    }

    /// <summary>A fragment of this page; a bare <c>#x</c> would lead to <c>/#x</c> because of the base address.</summary>
    public string Fragment(string id) => $"{Url}#{id}";
}
