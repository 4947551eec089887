using System.Security.Claims;
using AuthDemo.Sessions;
using Microsoft.AspNetCore.Components.Authorization;

namespace AuthDemo.Web.Security;

/// <summary>
/// The browser that opened a circuit, by the owner cookie of the circuit's own connection. A page's component parameters are protected,
/// but whoever reads the page can send them from another browser; without this browser's cookie they are worth nothing.
/// </summary>
internal static class CircuitOwner
{
    private const string OwnerHash = "authdemo:owner";

    /// <summary>The user with an identity of the browser added, which authenticates nobody.</summary>
    public static ClaimsPrincipal Add(ClaimsPrincipal user, OwnerKey owner) =>
        new([.. user.Identities, new ClaimsIdentity([new Claim(OwnerHash, owner.Hash())])]);

    /// <summary>Whether the browser that opened this circuit has the key.</summary>
    public static async Task<bool> HasAsync(this AuthenticationStateProvider circuit, OwnerKey owner) =>
        (await circuit.GetAuthenticationStateAsync()).User.HasClaim(OwnerHash, owner.Hash());
}
