namespace AuthDemo.Web.Shell;

/// <summary>
/// Handles HEAD as GET; the server omits the body (RFC 9110, 9.3.2). The pages' endpoints allow GET and POST only, and external
/// monitoring uses HEAD.
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
