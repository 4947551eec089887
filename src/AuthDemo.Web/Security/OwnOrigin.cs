using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Security;

/// <summary>
/// Circuits are opened by our own pages only. A form post has its token; a WebSocket has none, browsers open one to any host and tell
/// where from: a page of another origin is refused, whatever cookies its request brings.
/// </summary>
internal static class OwnOrigin
{
    private const string Circuits = "/_blazor";

    public static void UseOwnOrigin(this WebApplication app)
    {
        var ours = app.Services.GetRequiredService<IOptions<WebOptions>>().Value.Public.Authority;
        app.UseWhen(http => http.Request.Path.StartsWithSegments(Circuits, StringComparison.Ordinal), circuits => circuits.Use((http, next) =>
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
