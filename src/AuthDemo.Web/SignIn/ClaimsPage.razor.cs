using System.Security.Claims;
using AuthDemo.Sessions.Claims;
using AuthDemo.Web.Security;
using Microsoft.AspNetCore.Components;

namespace AuthDemo.Web.SignIn;

/// <summary>The claims of the signed-in user, in Development only.</summary>
public sealed partial class ClaimsPage
{
    [CascadingParameter] private HttpContext Http { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (!Host.IsDevelopment())
            Navigation.NotFound();
    }

    private string Shown(Claim claim) =>
        claim.Type == SignInClaims.PersonalNumber ? SignedInUser.MaskedPersonalNumber(Http.User)! : claim.Value;
}
