using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Web.AuthSession;
using AuthDemo.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.Signing;

/// <summary>
/// What there is to sign or to approve; one of them whole, with the choice of device. Showing it starts nothing. Not there at all when
/// there is nothing.
/// </summary>
public sealed partial class ApprovalPage
{
    private IReadOnlyList<Approval> _all = [];
    private Approval? _chosen;

    [Inject] private IApprovals Approvals { get; set; } = null!;

    [Inject] private IHostEnvironment Host { get; set; } = null!;

    [Inject] private TestEnvironment Environment { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private IStringLocalizer<ApprovalTexts> L { get; set; } = null!;

    [Inject] private IStringLocalizer<SessionTexts> Texts { get; set; } = null!;

    [CascadingParameter] private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery] private string? Id { get; set; }

    [SupplyParameterFromQuery] private string? Notice { get; set; }

    private Flow Flow => Http.Request.Path.StartsWithSegments(FlowPaths.Start(Flow.Sign)) ? Flow.Sign : Flow.Payment;

    private bool OffersTrying => Flow is Flow.Payment && TryPage.IsThere(Host, Environment);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _all = await Approvals.ListAsync(Flow, Http.User, Http.RequestAborted);
        _chosen = Id is not null ? await Approvals.FindAsync(Flow, Id, Http.User, Http.RequestAborted)
            : _all is [var only] && !OffersTrying ? only
            : null;
        if (_chosen is null && (Id is not null || (_all.Count == 0 && !OffersTrying)))
            Navigation.NotFound();
    }

    private string Address(Approval approval) => $"{FlowPaths.Start(Flow)}?id={Uri.EscapeDataString(approval.Id)}";

    private static Dictionary<string, string> Fields(Approval approval) => new() { ["id"] = approval.Id, ["seen"] = approval.Seen };
}
