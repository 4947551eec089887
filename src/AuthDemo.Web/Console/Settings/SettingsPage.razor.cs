namespace AuthDemo.Web.Console.Settings;

/// <summary>The effective settings, filtered by key.</summary>
public sealed partial class SettingsPage
{
    private IReadOnlyList<SettingsGroup> _all = [];
    private string? _text;

    private IReadOnlyList<SettingsGroup> Found => string.IsNullOrWhiteSpace(_text) ? _all
        : [.. _all.Select(group => group with { Settings = [.. group.Settings.Where(setting => setting.Key.Contains(_text.Trim(), StringComparison.OrdinalIgnoreCase))] })
                .Where(group => group.Settings.Count > 0)];

    /// <inheritdoc/>
    protected override void OnInitialized() => _all = List.All();
}
