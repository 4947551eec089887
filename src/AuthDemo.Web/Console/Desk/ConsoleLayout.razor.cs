using AuthDemo.Web.Console.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace AuthDemo.Web.Console.Desk;

/// <summary>
/// Knows who sits here and whether they still do: the browser tells of key presses and clicks, the clock of their absence. Somebody who
/// has been away too long, or is taken off the list, is led out with the page empty behind them.
/// </summary>
public sealed partial class ConsoleLayout
{
    private static readonly TimeSpan Warning = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    // Lines on a 24 × 24 grid.
    private static readonly (string Href, string Name, string Lines)[] Places =
    [
        ("/console", "Overview", "M4 19V11M10 19V5M16 19v-6M21 19H3"),
        ("/console/sessions", "Sessions", "M4 6h16M4 12h16M4 18h10"),
        ("/phone/auth", "Phone", "M6 4l3.5 3.5L8 9.5c1 2.5 3 4.500 6.500 6.500l2-1.500L20 18c0 1.500-1 2-2 2C10 20 4 14 4 6c0-1 .5-2 2-2z"),
        ("/console/python", "Runtime", "M8 8l-4 4 4 4M16 8l4 4-4 4M13 5l-2 14"),
        ("/console/audit", "Audit", "M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6zM9 12l2 2 4-4"),
        ("/console/settings", "Settings", "M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4"),
    ];

    private Operator? _operator;
    private TimeSpan _left = TimeSpan.MaxValue;
    private ErrorBoundary? _boundary;
    private ElementReference _leave;
    private ITimer? _clock;
    private IJSObjectReference? _script;
    private IJSObjectReference? _watch;
    private DotNetObjectReference<ConsoleLayout>? _self;
    private bool _isLeaving;

    private string Here => "/" + Navigation.ToBaseRelativePath(Navigation.Uri);

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
        _clock = Time.CreateTimer(_ => _ = InvokeAsync(LookAsync), null, Look, Look);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        _script = await Js.InvokeAsync<IJSObjectReference>("import", "./console/console.js");
        _watch = await _script.InvokeAsync<IJSObjectReference>("watch", _self);
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
        if (_isLeaving)
            return;
        var wasWarned = _left < Warning;
        _left = await Desk.LeftAsync();
        var present = await Desk.PresentAsync();
        if (present is null)
        {
            _isLeaving = true;
            if (_script is not null)
                await _script.InvokeVoidAsync("submit", _leave);
            _operator = null;
        }

        if (present != _operator || wasWarned || _left < Warning)
        {
            _operator = present;
            StateHasChanged();
        }
    }
}
