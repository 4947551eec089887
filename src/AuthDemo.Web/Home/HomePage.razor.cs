using AuthDemo.Sessions;
using Microsoft.AspNetCore.Components;

namespace AuthDemo.Web.Home;

/// <summary>The home page: starts a flow, or shows the signed-in user.</summary>
public sealed partial class HomePage
{
    private bool _canSign;
    private bool _canPay;

    [CascadingParameter] private HttpContext Http { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _canSign = (await Requests.ListAsync(Flow.Sign, Http.User, Http.RequestAborted)).Count > 0;
        _canPay = (await Requests.ListAsync(Flow.Payment, Http.User, Http.RequestAborted)).Count > 0;
    }
}
