using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AuthDemo.Web.Security;

/// <summary>
/// Redirects with 303 after a form post, so that the browser requests the next page by GET. Redirects to local URLs only, as the
/// framework defines them (<c>//host</c>, <c>/\host</c> and absolute URLs are not local); any other URL redirects to the home page.
/// </summary>
internal sealed class SeeOtherResult(string? url) : IResult
{
    /// <summary>The target, percent-encoded where it is not ASCII: a header cannot hold anything else.</summary>
    public string Location { get; } = Encode(LocalOr(url, "/"));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = Location;
        return Task.CompletedTask;
    }

    /// <summary>The URL if it is local, otherwise the fallback.</summary>
    public static string LocalOr(string? url, string fallback) =>
        url is not null && url.StartsWith('/') && RedirectHttpResult.IsLocalUrl(url) ? url : fallback;

    private static string Encode(string url)
    {
        if (Ascii.IsValid(url) && !url.Contains(' ', StringComparison.Ordinal))
            return url;
        var encoded = new StringBuilder(url.Length * 2);
        foreach (var rune in url.EnumerateRunes()) // a lone surrogate becomes U+FFFD
            encoded.Append(rune is { IsAscii: true, Value: > ' ' } ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        return encoded.ToString();
    }
}
