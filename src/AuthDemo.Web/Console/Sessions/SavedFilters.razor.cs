using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace AuthDemo.Web.Console.Sessions;

/// <summary>The built-in and saved filters above the grid.</summary>
public sealed partial class SavedFilters
{
    private static readonly (string Name, string Query)[] s_builtIn =
    [
        ("All", ""), ("Running", "?phase=running"), ("Failed", "?state=failed,rejected,unavailable&since=24h"), ("Cancelled", "?state=cancelled&since=24h"),
        ("Phone", "?flow=phone_auth,phone_sign"), ("Slowest", "?phase=ended&since=24h&sort=-duration"),
    ];

    private IReadOnlyList<SavedFilter> _own = [];
    private IJSObjectReference? _script;
    private ElementReference _field;
    private string? _name;
    private bool _isNaming;

    // Filters can be added only after the stored ones are read.
    private bool _isRead;

    /// <summary>The current view of the grid.</summary>
    [Parameter, EditorRequired] public required SessionView View { get; set; }

    /// <summary>The grid shows one person's sessions, which a URL cannot represent.</summary>
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
        return name.Length is 0 or > SavedFilter.MaxNameLength ? Task.CompletedTask : StoreAsync(SavedFilter.Add(_own, new(name, View.ToQuery())));
    }

    private Task RemoveAsync(SavedFilter filter) => StoreAsync([.. _own.Where(one => one != filter)]);

    private async Task StoreAsync(IReadOnlyList<SavedFilter> filters)
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
