using AuthDemo.PythonHost;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Actions;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AuthDemo.Web.Console.Runtime;

/// <summary>Shows the state of the Python host, refreshed once a second.</summary>
public sealed partial class RuntimePage : IDisposable
{
    private static readonly TimeSpan s_refreshInterval = TimeSpan.FromSeconds(1);

    private PythonSnapshot _python = null!;
    private string? _message;
    private ITimer? _timer;

    [Inject] private PythonMonitor Monitor { get; set; } = null!;

    [Inject] private RuntimeActions Actions { get; set; } = null!;

    [Inject] private IDialogService Dialogs { get; set; } = null!;

    [Inject] private TimeProvider TimeProvider { get; set; } = null!;

    public void Dispose() => _timer?.Dispose();

    protected override void OnInitialized()
    {
        Refresh();
        _timer = TimeProvider.CreateTimer(_ => _ = InvokeAsync(RefreshAsync), null, s_refreshInterval, s_refreshInterval);
    }

    private async Task RefreshAsync()
    {
        try
        {
            Refresh();
            StateHasChanged();
        }
        catch (Exception exception)
        {
            // The timer does not await this; without the dispatch the page would silently stop refreshing.
            await DispatchExceptionAsync(exception);
        }
    }

    private void Refresh() => _python = Monitor.Read();

    private async Task RestartAsync(PythonRunner runner)
    {
        _message = null;
        var text = runner.Name is { } name ? L["Restart.Text.Named", name] : L["Restart.Text"];
        var isDone = await ReasonDialog.AskAsync(Dialogs, L["Restart.Heading", runner.Id], text, L["Restart"], isDestructive: runner.Name is not null, async reason =>
        {
            var result = await Actions.RestartAsync(runner.Id, reason);
            return result is OperationResult<RestartReply>.Done done ? ErrorText(done.Value) : L.ErrorText(result);
        });
        if (isDone)
            _message = L["Restart.Done", runner.Id];
        Refresh();
    }

    private string? ErrorText(RestartReply reply) => reply switch
    {
        RestartReply.Restarted => null,
        RestartReply.Unknown => L["Restart.Unknown"].Value,
        RestartReply.Refused refused => L["Restart." + refused.Why].Value,
        RestartReply.Failed failed => L["Restart.Failed", failed.Message].Value,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Tone(PythonHostCondition condition) => condition switch
    {
        PythonHostCondition.Serving => "good",
        PythonHostCondition.Failed or PythonHostCondition.Stopped => "bad",
        PythonHostCondition.Degraded => "warn",
        _ => "",
    };
}
