using AuthDemo.Journal.Protection;
using AuthDemo.Web.Console.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using MudBlazor;

namespace AuthDemo.Web.Console.Sessions;

/// <summary>The sessions: the filters, which are part of the URL, and the grid.</summary>
public sealed partial class SessionsPage : IDisposable
{
    // The option that shows the fields for two times.
    private const string Between = "between";

    private static readonly IReadOnlyList<string> s_times = [.. SessionView.Spans, Between];

    // Navigations started by this page. Their events are ignored: the view is shown already, or is older than the input since.
    private readonly HashSet<string> _ownNavigations = [];
    private SessionView _view = new();
    private bool _isAskedForTimes;
    private string? _personText;
    private PersonalNumber? _person;
    private string? _personError;

    [CascadingParameter] private Operator Operator { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    [Inject] private ISnackbar Snackbar { get; set; } = null!;

    private bool IsBetween => _isAskedForTimes || _view.From is not null || _view.To is not null;

    public void Dispose() => Navigation.LocationChanged -= OnLocationChanged;

    protected override void OnInitialized()
    {
        _view = SessionView.Parse(new Uri(Navigation.Uri).Query);
        Navigation.LocationChanged += OnLocationChanged;
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs moved)
    {
        var uri = new Uri(moved.Location);
        if (uri.AbsolutePath != "/console/sessions" || _ownNavigations.Remove(moved.HistoryEntryState ?? ""))
            return;
        var view = SessionView.Parse(uri.Query);
        // A navigation to a fragment of this page. A link to the same view, in contrast, clears the search for a person.
        if (view.Equals(_view) && !moved.IsNavigationIntercepted)
            return;
        _isAskedForTimes &= view.Equals(_view);
        _view = view;
        (_person, _personText, _personError) = (null, null, null);
        _ = InvokeAsync(StateHasChanged);
    }

    /// <summary>Shows another view and updates the URL, without adding a history entry for each letter typed.</summary>
    private void Show(SessionView view)
    {
        if (view.Equals(_view))
            return;
        _view = view;
        var move = Guid.NewGuid().ToString("N");
        _ownNavigations.Add(move);
        Navigation.NavigateTo("/console/sessions" + view.ToQuery(), new NavigationOptions { ReplaceHistoryEntry = true, HistoryEntryState = move });
    }

    private void ChooseTime(string? word)
    {
        _isAskedForTimes = word == Between;
        Show(_view with { Since = _isAskedForTimes ? null : word, From = null, To = null });
    }

    private void Search(string? text)
    {
        (_person, _personText, _personError) = (null, null, null);
        if (text is null || !PersonSearch.IsPersonalNumber(text))
        {
            Show(_view with { Text = string.IsNullOrWhiteSpace(text) ? null : text.Trim() });
            return;
        }

        _personText = text;
        if (!PersonalNumber.TryParse(text, out _person, out _))
            _personError = L["Search.PersonDigits", text.Count(char.IsAsciiDigit)];
        Show(_view with { Text = null });
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
            // The browser may deny access to the clipboard; the address bar shows the same URL.
            Snackbar.Add(L["CopyLink.Refused"], Severity.Info);
        }
    }
}
