using AuthDemo.Journal.Protection;
using AuthDemo.Web.Console.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using MudBlazor;

namespace AuthDemo.Web.Console.Sessions;

/// <summary>The live sessions: filters above, which stand in the address, and the grid.</summary>
public sealed partial class SessionsPage : IDisposable
{
    // The word that opens the fields for two times; the spans have none but their own.
    private const string Between = "between";

    private static readonly IReadOnlyList<string> s_times = [.. SessionView.Spans, Between];

    // Moves of the browser that this page has asked for: what comes back of them is shown already, or is older than what was typed since.
    private readonly HashSet<string> _ownMoves = [];
    private SessionView _view = new();
    private bool _isAskedForTimes;
    private string? _personText;
    private PersonalNumber? _person;
    private string? _personProblem;

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
        if (uri.AbsolutePath != "/console/sessions" || _ownMoves.Remove(moved.HistoryEntryState ?? ""))
            return;
        var view = SessionView.Parse(uri.Query);
        // A step to a fragment of this page or back from one. A link to this very view is another thing: it drops the person searched for.
        if (view.Equals(_view) && !moved.IsNavigationIntercepted)
            return;
        _isAskedForTimes &= view.Equals(_view);
        _view = view;
        (_person, _personText, _personProblem) = (null, null, null);
        _ = InvokeAsync(StateHasChanged);
    }

    /// <summary>Shows another view and puts it into the address, without a step in the browser's history for each letter typed.</summary>
    private void Show(SessionView view)
    {
        if (view.Equals(_view))
            return;
        _view = view;
        var move = Guid.NewGuid().ToString("N");
        _ownMoves.Add(move);
        Navigation.NavigateTo("/console/sessions" + view.ToQuery(), new NavigationOptions { ReplaceHistoryEntry = true, HistoryEntryState = move });
    }

    private void ChooseTime(string? word)
    {
        _isAskedForTimes = word == Between;
        Show(_view with { Since = _isAskedForTimes ? null : word, From = null, To = null });
    }

    private void Search(string? text)
    {
        (_person, _personText, _personProblem) = (null, null, null);
        if (text is null || !PersonSearch.LooksLikeOne(text))
        {
            Show(_view with { Text = string.IsNullOrWhiteSpace(text) ? null : text.Trim() });
            return;
        }

        _personText = text;
        if (!PersonalNumber.TryParse(text, out _person, out _))
            _personProblem = L["Search.PersonDigits", text.Count(char.IsAsciiDigit)];
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
            // A browser may refuse the clipboard; the address bar has the same.
            Snackbar.Add(L["CopyLink.Refused"], Severity.Info);
        }
    }
}
