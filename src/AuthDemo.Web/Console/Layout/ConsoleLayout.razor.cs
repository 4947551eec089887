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
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(5);

    private Operator? _operator;
    private TimeSpan _left = TimeSpan.MaxValue;
    private ErrorBoundary? _boundary;
    private ElementReference _leave;
    private ITimer? _clock;
    private IJSObjectReference? _script;
    private IJSObjectReference? _watch;
    private DotNetObjectReference<ConsoleLayout>? _self;
    private bool _isLeaving;
    private bool _isToldToLeave;

    // As the page came; console.js takes the browser's address once filters have changed it.
    private string Here => new Uri(Navigation.Uri).PathAndQuery;

    /// <summary>The browser saw a key press or a click.</summary>
    [JSInvokable]
    public async Task SeenAsync()
    {
        await Desk.TouchAsync();
        await LookAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        if (_clock is not null)
            await _clock.DisposeAsync();
        await _watch.LetGoAsync(ends: true);
        await _script.LetGoAsync();
        _self?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _operator = await Desk.PresentAsync();
        if (_operator is null)
        {
            // The door let the request in a moment ago, and the circuit finds nobody: the address is asked for again, and answered anew.
            Navigation.NavigateTo(Navigation.Uri, forceLoad: true);
            return;
        }

        Navigation.LocationChanged += OnLocationChanged;
        _clock = Time.CreateTimer(_ => _ = InvokeAsync(LookAsync), null, s_look, s_look);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            _script = await Js.InvokeAsync<IJSObjectReference>("import", "./console/console.js");
            _watch = await _script.InvokeAsync<IJSObjectReference>("watch", _self, Desk.Pace.TotalMilliseconds);
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
            await Desk.TouchAsync();
            await LookAsync();
        });
    }

    private async Task LookAsync()
    {
        var (left, present) = (await Desk.LeftAsync(), await Desk.PresentAsync());
        if (_isLeaving)
            return; // whoever comes back begins with a new page
        var isNews = present is null || present != _operator || left < Desk.Warning || _left < Desk.Warning;
        (_left, _operator, _isLeaving) = (left, present, present is null);
        if (isNews)
            StateHasChanged();
    }
}
