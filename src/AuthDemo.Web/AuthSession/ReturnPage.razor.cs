using AuthDemo.Sessions;
using AuthDemo.Web.Security;
using Microsoft.AspNetCore.Components;

namespace AuthDemo.Web.AuthSession;

/// <summary>The target of the app's return URL: redirects the browser that started the session, and tells any other browser nothing about it.</summary>
public sealed partial class ReturnPage
{
    [Parameter] public string Session { get; set; } = "";

    [SupplyParameterFromQuery] private string? Nonce { get; set; }

    [SupplyParameterFromQuery] private string? To { get; set; }

    private Flow RequestedFlow => FlowPaths.Flows.Single(flow => Http.Request.Path.StartsWithSegments(FlowPaths.Start(flow)));

    [CascadingParameter] private HttpContext Http { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (!SessionId.TryParse(Session, out var id))
            return;
        if (await SignedInUser.SessionAsync(Http) == id)
        {
            // Another tab was faster: this session has already signed the user in, and the owner cookie is deleted.
            Navigation.NavigateTo("/");
            return;
        }

        var owner = Owner.Read(Http);
        if (await Sessions.ReturnAsync(id, owner, Nonce, Http.RequestAborted) && await Sessions.IntentAsync(id, owner!, Http.RequestAborted) is { } intent)
            Navigation.NavigateTo(FlowPaths.Session(intent.Flow, id));
    }
}
