using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Web.AuthSession;
using AuthDemo.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.Signing;

/// <summary>
/// The start page of signing and of payments: the list of requests, or one of them in full with the choice of device. Rendering it
/// starts nothing. Answers 404 when there are no requests.
/// </summary>
public sealed partial class SignRequestPage
{
    private IReadOnlyList<SignRequest> _requests = [];
    private SignRequest? _selected;

    [Inject] private ISignRequests Requests { get; set; } = null!;

    [Inject] private IHostEnvironment Host { get; set; } = null!;

    [Inject] private TestEnvironment Environment { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private IStringLocalizer<SigningTexts> L { get; set; } = null!;

    [Inject] private IStringLocalizer<SessionTexts> Texts { get; set; } = null!;

    [CascadingParameter] private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery] private string? Id { get; set; }

    [SupplyParameterFromQuery] private string? Notice { get; set; }

    private Flow Flow => Http.Request.Path.StartsWithSegments(FlowPaths.Start(Flow.Sign)) ? Flow.Sign : Flow.Payment;

    private bool OffersTestPayment => Flow is Flow.Payment && TestPaymentPage.IsAvailable(Host, Environment);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _requests = await Requests.ListAsync(Flow, Http.User, Http.RequestAborted);
        _selected = Id is not null ? await Requests.FindAsync(Flow, Id, Http.User, Http.RequestAborted)
            : _requests is [var only] && !OffersTestPayment ? only
            : null;
        if (_selected is null && (Id is not null || (_requests.Count == 0 && !OffersTestPayment)))
            Navigation.NotFound();
    }

    private string Address(SignRequest request) => $"{FlowPaths.Start(Flow)}?id={Uri.EscapeDataString(request.Id)}";

    private static Dictionary<string, string> Fields(SignRequest request) => new() { ["id"] = request.Id, ["seen"] = request.ContentHash };
}
