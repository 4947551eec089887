using AuthDemo.Web.Security;
using Microsoft.AspNetCore.Components;

namespace AuthDemo.Web.SignIn;

/// <summary>The start page of sign-in; a signed-in user is redirected on.</summary>
public sealed partial class SignInPage
{
    [CascadingParameter] private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery] private string? ReturnUrl { get; set; }

    [SupplyParameterFromQuery] private string? Notice { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (Http.User.Identity is { IsAuthenticated: true })
            Navigation.NavigateTo(SeeOtherResult.LocalOr(ReturnUrl, "/"));
    }
}
