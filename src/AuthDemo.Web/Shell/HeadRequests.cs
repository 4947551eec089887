namespace AuthDemo.Web.Shell;

/// <summary>
/// Answers HEAD as GET, of which the server sends no body (RFC 9110, 9.3.2). The pages' endpoints know GET and POST alone, and whoever
/// watches a service from outside asks by HEAD.
/// </summary>
internal static class HeadRequests
{
    public static void UseHeadRequests(this WebApplication app) => app.Use((http, next) =>
    {
        if (HttpMethods.IsHead(http.Request.Method))
            http.Request.Method = HttpMethods.Get;
        return next(http);
    });
}
