using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Security;

/// <summary>
/// Allows only our own pages to open a circuit. A form post is protected by its antiforgery token. A WebSocket has none, and browsers
/// open one to any host, so a request with a foreign <c>Origin</c> header is answered with 403.
/// </summary>
internal static class CircuitOriginCheck
{
    private const string CircuitPath = "/_blazor";

    public static void UseCircuitOriginCheck(this WebApplication app)
    {
        var ours = app.Services.GetRequiredService<IOptions<WebOptions>>().Value.Public.Authority;
        app.UseWhen(http => http.Request.Path.StartsWithSegments(CircuitPath, StringComparison.Ordinal), branch => branch.Use((http, next) =>
        {
            if (http.Request.Headers.Origin is not [{ } origin, ..] || IsOurs(origin, http.Request.Host.Value, ours))
                return next(http);
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }));
    }

    private static bool IsOurs(string origin, string? host, string ours) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from)
        && (from.Authority.Equals(host, StringComparison.OrdinalIgnoreCase) || from.Authority.Equals(ours, StringComparison.OrdinalIgnoreCase));
}
