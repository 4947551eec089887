using System.Text.Encodings.Web;

namespace AuthDemo.Web.Security;

/// <summary>
/// A page of a heading and a sentence, for requests that cannot have one of ours. It needs nothing but the response: no components, cookies,
/// texts or keys.
/// </summary>
internal static class PlainPage
{
    public static Task WriteAsync(HttpContext http, int status, string heading, string text)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        var (h, t) = (HtmlEncoder.Default.Encode(heading), HtmlEncoder.Default.Encode(text));
        return http.Response.WriteAsync(
            $"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{h}</title></head><body><h1>{h}</h1><p>{t}</p></body></html>""",
            http.RequestAborted);
    }
}
