using AuthDemo.Web.Console.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace AuthDemo.Web.Console.Layout;

/// <summary>
/// Knows who sits here and whether they still do: the browser tells of key presses and clicks, the clock of their absence. Somebody who
/// has been away too long, or is taken off the list, is led out with the page empty behind them. The page is emptied first: what is
/// drawn reads the journal, and a browser need not do as it is told.
/// </summary>
public sealed partial class ConsoleLayout
{
    private static readonly TimeSpan s_refreshInterval = TimeSpan.FromSeconds(5);

    private Operator? _operator;
    private TimeSpan _left = TimeSpan.MaxValue;
    private ErrorBoundary? _boundary;
    private ElementReference _leave;
    private ITimer? _timer;
    private IJSObjectReference? _script;
    private IJSObjectReference? _watch;
    private DotNetObjectReference<ConsoleLayout>? _self;
    private bool _isLeaving;
    private bool _isToldToLeave;

    // As the page came; console.js takes the browser's address once filters have changed it.
    private string PageUrl => new Uri(Navigation.Uri).PathAndQuery;

    /// <summary>The browser saw a key press or a click.</summary>
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
        await _watch.DisposeSafelyAsync(callDispose: true);
        await _script.DisposeSafelyAsync();
        _self?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _operator = await Operations.GetOperatorAsync();
        if (_operator is null)
        {
            // The door let the request in a moment ago, and the circuit finds nobody: the address is asked for again, and answered anew.
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
            _watch = await _script.InvokeAsync<IJSObjectReference>("watch", _self, Operations.Pace.TotalMilliseconds);
        }

        if (_isLeaving && !_isToldToLeave && _script is not null)
        {
            _isToldToLeave = true;
            await _script.InvokeVoidAsync("submit", _leave);
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
        if (_isLeaving)
            return; // whoever comes back begins with a new page
        var isNews = present is null || present != _operator || left < Operations.Warning || _left < Operations.Warning;
        (_left, _operator, _isLeaving) = (left, present, present is null);
        if (isNews)
            StateHasChanged();
    }
}
