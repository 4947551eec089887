using AuthDemo.Sessions;
using AuthDemo.Web.Localization;
using AuthDemo.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.SignIn;

/// <summary>
/// Where the person chooses the device. A page like any other until a button is pressed: showing it starts nothing. A browser
/// with a session under way is led to it, so that a second tab shows the same truth as the first.
/// </summary>
public sealed partial class StartPage
{
    private static readonly string[] Notices = ["expired", "unavailable", "refused"];

    private bool _mobile;
    private SessionId? _live;

    [Inject] private IAuthSessions Sessions { get; set; } = null!;

    [Inject] private OwnerCookie Owner { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private IStringLocalizer<SignInTexts> L { get; set; } = null!;

    [Inject] private IStringLocalizer<UserMessages> Messages { get; set; } = null!;

    [CascadingParameter] private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery] private string? ReturnUrl { get; set; }

    [SupplyParameterFromQuery] private string? Notice { get; set; }

    private string? Problem => Notices.Contains(Notice) ? L["Notice." + Notice].Value : null;

    /// <summary>The likelier device first: on a phone the app is here, at a computer it is in the pocket.</summary>
    private string[] Choices => _mobile ? ["same", "other"] : ["other", "same"];

    protected override async Task OnInitializedAsync()
    {
        if (Http.User.Identity is { IsAuthenticated: true })
        {
            Navigation.NavigateTo(SeeOther.LocalOr(ReturnUrl, "/"));
            return;
        }

        _mobile = DeviceDetection.Of(Http.Request).IsMobile;
        if (Owner.Read(Http) is { } owner)
            _live = await Sessions.CurrentAsync(owner, Http.RequestAborted);
    }

    private string Label(string device) => $"Start.{(device == "same" ? "Same" : "Other")}.{(_mobile ? "Mobile" : "Computer")}";
}
