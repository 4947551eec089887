using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Actions;
using AuthDemo.Web.Console.Layout;
using Microsoft.AspNetCore.Components;

namespace AuthDemo.Web.Console.Runtime;

/// <summary>Runs the benchmark of the patterns and shows its progress. Leaving the page stops it.</summary>
public sealed partial class PatternComparison : IDisposable
{
    private readonly CancellationTokenSource _disposed = new();
    private CancellationTokenSource? _stop;
    private PatternProgress? _progress;
    private IReadOnlyList<PatternResult> _rows = [];
    private string? _error;
    private bool _isStopped;

    [CascadingParameter] private Operator Operator { get; set; } = null!;

    [Inject] private RuntimeActions Actions { get; set; } = null!;

    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
    }

    private async Task CompareAsync()
    {
        (_progress, _error, _rows, _isStopped) = (new(0, null, []), null, [], false);
        using var stop = _stop = CancellationTokenSource.CreateLinkedTokenSource(_disposed.Token);
        try
        {
            var result = await Actions.CompareAsync(ShowAsync, stop.Token);
            _error = result is OperationResult<IReadOnlyList<PatternResult>?>.Done { Value: null } ? L["Compare.Busy"] : L.ErrorText(result);
        }
        catch (OperationCanceledException)
        {
            _isStopped = true; // or the page is being disposed of
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
        ((string?[])[row.IsInUse ? L["InUse"].Value : null, row.Remark is { } code ? L.TextFor("Remark.", code) : null]).OfType<string>());
}
