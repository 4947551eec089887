using AuthDemo.Web.Console.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace AuthDemo.Web.Console.Layout;

/// <summary>
/// Tracks the operator and the idle timeout: the browser reports key presses and clicks. After the timeout, or if the operator is removed
/// from the list, the page is emptied and then signed out. It is emptied first, because the browser may ignore the sign-out and the
/// page's components would keep reading the journal.
/// </summary>
public sealed partial class ConsoleLayout
{
    private static readonly TimeSpan s_refreshInterval = TimeSpan.FromSeconds(5);

    private Operator? _operator;
    private TimeSpan _left = TimeSpan.MaxValue;
    private ErrorBoundary? _boundary;
    private ElementReference _signOutForm;
    private ITimer? _timer;
    private IJSObjectReference? _script;
    private IJSObjectReference? _activityWatcher;
    private DotNetObjectReference<ConsoleLayout>? _self;
    private bool _isSigningOut;
    private bool _isSignOutSubmitted;

    // The URL of the navigation; console.js uses the browser's URL once filters have changed it.
    private string PageUrl => new Uri(Navigation.Uri).PathAndQuery;

    /// <summary>Called by the browser after a key press or a click.</summary>
    [JSInvokable]
    public async Task SeenAsync()
    {
        await Operations.RecordActivityAsync();
        await RefreshAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        if (_timer is not null)
            await _timer.DisposeAsync();
        await _activityWatcher.DisposeSafelyAsync(callDispose: true);
        await _script.DisposeSafelyAsync();
        _self?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _operator = await Operations.GetOperatorAsync();
        if (_operator is null)
        {
            // The request was authorized, but the operator is gone when the circuit starts: reload, which is answered anew.
            Navigation.NavigateTo(Navigation.Uri, forceLoad: true);
            return;
        }

        Navigation.LocationChanged += OnLocationChanged;
        _timer = Time.CreateTimer(_ => _ = InvokeAsync(RefreshAsync), null, s_refreshInterval, s_refreshInterval);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            _script = await Js.InvokeAsync<IJSObjectReference>("import", "./console/console.js");
            _activityWatcher = await _script.InvokeAsync<IJSObjectReference>("watch", _self, Operations.ReportInterval.TotalMilliseconds);
        }

        if (_isSigningOut && !_isSignOutSubmitted && _script is not null)
        {
            _isSignOutSubmitted = true;
            await _script.InvokeVoidAsync("submit", _signOutForm);
        }
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs moved)
    {
        _boundary?.Recover();
        _ = InvokeAsync(async () =>
        {
            await Operations.RecordActivityAsync();
            await RefreshAsync();
        });
    }

    private async Task RefreshAsync()
    {
        var (left, present) = (await Operations.GetTimeLeftAsync(), await Operations.GetOperatorAsync());
        if (_isSigningOut)
            return; // a new sign-in starts with a new page
        var hasChanged = present is null || present != _operator || left < Operations.WarningPeriod || _left < Operations.WarningPeriod;
        (_left, _operator, _isSigningOut) = (left, present, present is null);
        if (hasChanged)
            StateHasChanged();
    }
}
