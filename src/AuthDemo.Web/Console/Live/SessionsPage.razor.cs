using AuthDemo.Journal;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Desk;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using MudBlazor;

namespace AuthDemo.Web.Console.Live;

/// <summary>The live sessions: filters above, which stand in the address, and the grid.</summary>
public sealed partial class SessionsPage : IAsyncDisposable
{
    private SessionView _view = new();
    private string? _personText;
    private PersonalNumber? _person;
    private string? _personProblem;
    private IJSObjectReference? _script;

    [CascadingParameter] private Operator Operator { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    [Inject] private ISnackbar Snackbar { get; set; } = null!;

    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        await _script.LetGoAsync();
    }

    protected override void OnInitialized()
    {
        _view = SessionView.Parse(new Uri(Navigation.Uri).Query);
        Navigation.LocationChanged += OnLocationChanged;
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs moved)
    {
        var uri = new Uri(moved.Location);
        if (uri.AbsolutePath != "/console/sessions")
            return;
        _view = SessionView.Parse(uri.Query);
        (_person, _personText, _personProblem) = (null, null, null);
        _ = InvokeAsync(StateHasChanged);
    }

    /// <summary>Shows another view and puts it into the address, without a step in the browser's history for each letter typed.</summary>
    private async Task ShowAsync(SessionView view)
    {
        _view = view;
        _script ??= await Js.InvokeAsync<IJSObjectReference>("import", "./console/console.js");
        await _script.InvokeVoidAsync("address", "/console/sessions" + view.ToQuery());
    }

    private Task SearchAsync(string? text)
    {
        (_person, _personText, _personProblem) = (null, null, null);
        if (text is null || !PersonSearch.LooksLikeOne(text))
            return ShowAsync(_view with { Text = string.IsNullOrWhiteSpace(text) ? null : text.Trim() });

        _personText = text;
        if (!PersonalNumber.TryParse(text, out _person, out _))
            _personProblem = L["Search.PersonDigits", text.Count(char.IsAsciiDigit)];
        return ShowAsync(_view with { Text = null });
    }

    private async Task CopyAsync()
    {
        try
        {
            await Js.InvokeVoidAsync("navigator.clipboard.writeText", new Uri(new Uri(Navigation.BaseUri), "/console/sessions" + _view.ToQuery()).ToString());
            Snackbar.Add(L["CopyLink.Done"], Severity.Success);
        }
        catch (JSException)
        {
            // A browser may refuse the clipboard; the address bar has the same.
            Snackbar.Add(L["CopyLink.Refused"], Severity.Info);
        }
    }
}
