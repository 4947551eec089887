using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Actions;
using AuthDemo.Web.Console.Layout;
using Microsoft.AspNetCore.Components;

namespace AuthDemo.Web.Console.Runtime;

/// <summary>Runs the comparison of patterns and shows how far it is. It ends with the page.</summary>
public sealed partial class PatternComparison : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private CancellationTokenSource? _stop;
    private PatternProgress? _progress;
    private IReadOnlyList<PatternResult> _rows = [];
    private string? _problem;
    private bool _isStopped;

    [CascadingParameter] private Operator Operator { get; set; } = null!;

    [Inject] private RuntimeActions Actions { get; set; } = null!;

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task CompareAsync()
    {
        (_progress, _problem, _rows, _isStopped) = (new(0, null, []), null, [], false);
        using var stop = _stop = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
        try
        {
            var result = await Actions.CompareAsync(ShowAsync, stop.Token);
            _problem = result is OperationResult<IReadOnlyList<PatternResult>?>.Done { Value: null } ? L["Compare.Busy"] : L.ErrorText(result);
        }
        catch (OperationCanceledException)
        {
            _isStopped = true; // or the page was left, and nobody sees it
        }

        (_progress, _stop) = (null, null);
    }

    private void Stop() => _stop?.Cancel();

    private Task ShowAsync(PatternProgress progress) => InvokeAsync(() =>
    {
        (_progress, _rows) = (progress, progress.Rows);
        StateHasChanged();
    });

    private string Remark(PatternResult row) => string.Join(", ",
        ((string?[])[row.IsInUse ? L["InUse"].Value : null, row.Remark is { } word ? L.TextFor("Remark.", word) : null]).OfType<string>());
}
