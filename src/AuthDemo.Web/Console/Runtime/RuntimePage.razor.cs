using System.Globalization;
using AuthDemo.PythonHost;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Acts;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AuthDemo.Web.Console.Runtime;

/// <summary>How Python runs, looked at once a second while the page is open.</summary>
public sealed partial class RuntimePage : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _gone = new();
    private PythonHostStatus? _status;
    private PythonMinute _minute = null!;
    private IReadOnlyList<PythonRunner>? _runners;
    private IReadOnlyList<PatternRow> _rows = [];
    private double? _progress;
    private string? _problem;
    private ITimer? _clock;

    [CascadingParameter] private Operator Operator { get; set; } = null!;

    [Inject] private IServiceProvider Services { get; set; } = null!;

    [Inject] private PythonFigures Figures { get; set; } = null!;

    [Inject] private RuntimeActs Acts { get; set; } = null!;

    [Inject] private IDialogService Dialogs { get; set; } = null!;

    [Inject] private TimeProvider TimeProvider { get; set; } = null!;

    public void Dispose()
    {
        _clock?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized()
    {
        Refresh();
        _clock = TimeProvider.CreateTimer(_ => _ = InvokeAsync(() => { Refresh(); StateHasChanged(); }), null, Look, Look);
    }

    private void Refresh() => (_status, _minute, _runners) = (Services.GetService<IPythonHostStatus>()?.Status, Figures.Present(), Acts.Runners);

    private Task<bool> RestartAsync(string id) => ReasonDialog.AskAsync(
        Dialogs, L["Restart.Heading", id], L["Restart.Text"], L["Restart"], isGrave: true, async reason =>
        {
            var deed = await Acts.RestartAsync(id, reason);
            return deed is Deed<bool>.Done { Value: false } ? L["Restart.Gone"] : L.Problem(deed);
        });

    private async Task CompareAsync()
    {
        (_progress, _problem, _rows) = (0, null, []);
        try
        {
            var deed = await Acts.CompareAsync(ShowAsync, _gone.Token);
            _problem = deed is Deed<IReadOnlyList<PatternRow>?>.Done { Value: null } ? L["Compare.Busy"] : L.Problem(deed);
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }

        _progress = null;
    }

    private Task ShowAsync(double share, IReadOnlyList<PatternRow> rows) => InvokeAsync(() =>
    {
        (_progress, _rows) = (share, rows);
        StateHasChanged();
    });

    private static string Tone(PythonHostCondition condition) => condition switch
    {
        PythonHostCondition.Serving => "good",
        PythonHostCondition.Failed or PythonHostCondition.Stopped => "bad",
        PythonHostCondition.Degraded => "warn",
        _ => "",
    };

    /// <summary>Microseconds below a millisecond, then milliseconds.</summary>
    private static string Time(TimeSpan? span) => span is not { } known ? "–"
        : known < TimeSpan.FromMilliseconds(1) ? $"{known.TotalMicroseconds:0} µs"
        : string.Create(CultureInfo.CurrentCulture, $"{known.TotalMilliseconds:0.0} ms");
}
