using AuthDemo.Sessions;
using AuthDemo.Web.Security;
using AuthDemo.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.AuthSession;

/// <summary>
/// The start page's card, where the user chooses the device. Rendering it starts nothing. A browser with a pending session gets a link
/// to it, so that a second tab shows the same session as the first.
/// </summary>
public sealed partial class StartCard
{
    private static readonly string[] s_notices = ["expired", "unavailable", "refused", "changed"];

    private SessionId _live;
    private Flow? _liveFlow;

    /// <summary>The flow to start.</summary>
    [Parameter, EditorRequired] public required Flow Flow { get; set; }

    /// <summary>Why the user was redirected back here, if so.</summary>
    [Parameter] public string? Notice { get; set; }

    /// <summary>The heading; null uses that of the flow.</summary>
    [Parameter] public string? Heading { get; set; }

    /// <summary>The hidden fields of the form by name; null omits the form.</summary>
    [Parameter] public IReadOnlyDictionary<string, string>? Fields { get; set; }

    /// <summary>The illustration; null if the card shows content to read instead.</summary>
    [Parameter] public Picture? Picture { get; set; }

    /// <summary>Content above the form.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    /// <summary>Content below the form.</summary>
    [Parameter] public RenderFragment? Footer { get; set; }

    [Inject] private IAuthSessions Sessions { get; set; } = null!;

    [Inject] private OwnerCookie Owner { get; set; } = null!;

    [Inject] private IStringLocalizer<SessionTexts> L { get; set; } = null!;

    [CascadingParameter] private HttpContext Http { get; set; } = null!;

    private string? Problem => s_notices.Contains(Notice) ? L.For(Flow, "Notice." + Notice) : null;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (Owner.Read(Http) is not { } owner || await Sessions.CurrentAsync(owner, Http.RequestAborted) is not { } live)
            return;
        _live = live;
        _liveFlow = (await Sessions.IntentAsync(live, owner, Http.RequestAborted))?.Flow;
    }
}
