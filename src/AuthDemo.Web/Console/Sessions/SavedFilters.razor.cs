using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace AuthDemo.Web.Console.Sessions;

/// <summary>The row of named filters above the grid.</summary>
public sealed partial class SavedFilters
{
    private static readonly (string Name, string Query)[] s_given =
    [
        ("All", ""), ("Running", "?phase=running"), ("Failed", "?state=failed,rejected,unavailable&since=24h"), ("Cancelled", "?state=cancelled&since=24h"),
        ("Phone", "?flow=phone_auth,phone_sign"), ("Slowest", "?phase=ended&since=24h&sort=-duration"),
    ];

    private IReadOnlyList<SavedFilter> _own = [];
    private IJSObjectReference? _script;
    private ElementReference _field;
    private string? _name;
    private bool _isNaming;

    // Until the browser has told what it keeps, nothing can be added to it.
    private bool _isRead;

    /// <summary>What the grid shows now.</summary>
    [Parameter, EditorRequired] public required SessionView View { get; set; }

    /// <summary>The grid shows one person's sessions, which no address holds.</summary>
    [Parameter] public bool IsPersonal { get; set; }

    [CascadingParameter] private Operator Operator { get; set; } = null!;

    public ValueTask DisposeAsync() => _script.DisposeSafelyAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _script = await Js.InvokeAsync<IJSObjectReference>("import", "./console/console.js");
            _own = SavedFilter.Read(await _script.InvokeAsync<string?>("filters", Operator.Name));
            _isRead = true;
            StateHasChanged();
        }

        if (_name is not null && !_isNaming)
            await _field.FocusAsync();
        _isNaming = _name is not null;
    }

    private string? Current(string query) => !IsPersonal && SessionView.Parse(query).Equals(View) ? "page" : null;

    private Task SaveAsync()
    {
        var name = _name?.Trim() ?? "";
        _name = null;
        return name.Length is 0 or > SavedFilter.LongestName ? Task.CompletedTask : KeepAsync(SavedFilter.Add(_own, new(name, View.ToQuery())));
    }

    private Task ForgetAsync(SavedFilter filter) => KeepAsync([.. _own.Where(one => one != filter)]);

    private async Task KeepAsync(IReadOnlyList<SavedFilter> filters)
    {
        _own = filters;
        await _script!.InvokeVoidAsync("keepFilters", Operator.Name, SavedFilter.Write(filters));
    }

    private void OnKey(KeyboardEventArgs pressed)
    {
        if (pressed.Key == "Escape")
            _name = null;
    }
}
