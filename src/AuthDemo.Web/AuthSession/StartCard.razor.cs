using AuthDemo.Sessions;
using AuthDemo.Web.Security;
using AuthDemo.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.AuthSession;

/// <summary>
/// Where the person chooses the device. A page like any other until a button is pressed: showing it starts nothing. A browser with a
/// session under way is led to it, so that a second tab shows the same truth as the first.
/// </summary>
public sealed partial class StartCard
{
    private static readonly string[] s_notices = ["expired", "unavailable", "refused", "changed"];

    private SessionId _live;
    private Flow? _liveFlow;

    /// <summary>What is started.</summary>
    [Parameter, EditorRequired] public required Flow Flow { get; set; }

    /// <summary>Why the person is here again, if so.</summary>
    [Parameter] public string? Notice { get; set; }

    /// <summary>Heading; the flow's own when null.</summary>
    [Parameter] public string? Heading { get; set; }

    /// <summary>Hidden fields of the form, by name; null leaves the form out.</summary>
    [Parameter] public IReadOnlyDictionary<string, string>? Fields { get; set; }

    /// <summary>What the illustration shows; null where there is something to read instead.</summary>
    [Parameter] public Picture? Picture { get; set; }

    /// <summary>What stands above the form.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    /// <summary>What stands below it.</summary>
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
