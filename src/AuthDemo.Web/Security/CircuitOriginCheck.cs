using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Security;

/// <summary>
/// Allows only our own pages to open a circuit, and records which browser did. A form post is protected by its antiforgery token. A
/// WebSocket has none, and browsers open one to any host, so a request with a foreign <c>Origin</c> header is answered with 403. The
/// check is part of the endpoints: whatever spelling of the path routing accepts, it is not walked past.
/// </summary>
internal static class CircuitOriginCheck
{
    /// <summary>Adds the check to the endpoints of the circuit, which are those that are not pages.</summary>
    public static RazorComponentsEndpointConventionBuilder RequireOwnOrigin(this RazorComponentsEndpointConventionBuilder endpoints, IServiceProvider services)
    {
        var ours = services.GetRequiredService<IOptions<WebOptions>>().Value.Public.Authority;
        var owner = services.GetRequiredService<OwnerCookie>();
        endpoints.Finally(endpoint =>
        {
            if (endpoint.RequestDelegate is not { } inner || endpoint.Metadata.OfType<ComponentTypeMetadata>().Any())
                return;
            endpoint.RequestDelegate = http =>
            {
                if (http.Request.Headers.Origin is [{ } origin, ..] && !IsOurs(origin, http.Request.Host.Value, ours))
                {
                    http.Response.StatusCode = StatusCodes.Status403Forbidden;
                    return Task.CompletedTask;
                }

                if (owner.Read(http) is { } key)
                    http.User = CircuitOwner.Add(http.User, key);
                return inner(http);
            };
        });
        return endpoints;
    }

    private static bool IsOurs(string origin, string? host, string ours) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from)
        && (from.Authority.Equals(host, StringComparison.OrdinalIgnoreCase) || from.Authority.Equals(ours, StringComparison.OrdinalIgnoreCase));
}
