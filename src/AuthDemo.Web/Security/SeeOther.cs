using Microsoft.AspNetCore.Http.HttpResults;

namespace AuthDemo.Web.Security;

/// <summary>
/// 303: after a form post the browser gets a page by GET. Goes to addresses on this host only, judged by the framework
/// (<c>//host</c>, <c>/\host</c> and absolute URLs are none); anything else leads home.
/// </summary>
internal sealed class SeeOther(string? url) : IResult
{
    /// <summary>Where it goes.</summary>
    public string Location { get; } = LocalOr(url, "/");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = Location;
        return Task.CompletedTask;
    }

    /// <summary>The address if it is one on this host, the other one if not.</summary>
    public static string LocalOr(string? url, string other) =>
        url is not null && url.StartsWith('/') && RedirectHttpResult.IsLocalUrl(url) ? url : other;
}
