using AuthDemo.PythonHost.Hosting;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Actions;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AuthDemo.Web.Console.Runtime;

/// <summary>How Python runs, looked at once a second while the page is open.</summary>
public sealed partial class RuntimePage : IDisposable
{
    private static readonly TimeSpan s_refreshInterval = TimeSpan.FromSeconds(1);

    private PythonHostStatus? _status;
    private PythonMetricsSnapshot _minute = null!;
    private IReadOnlyList<PythonRunner> _runners = [];
    private string? _message;
    private ITimer? _timer;

    [Inject] private IServiceProvider Services { get; set; } = null!;

    [Inject] private PythonMetrics Figures { get; set; } = null!;

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
        catch (Exception broken)
        {
            // Nobody awaits the clock: figures would stand still without a word.
            await DispatchExceptionAsync(broken);
        }
    }

    private void Refresh() =>
        (_status, _minute, _runners) = (Services.GetService<IPythonHostStatus>()?.Status, Figures.Present(), Services.GetService<IPythonRunners>()?.Runners ?? []);

    private async Task RestartAsync(PythonRunner runner)
    {
        _message = null;
        var text = runner.Name is { } name ? L["Restart.Text.Named", name] : L["Restart.Text"];
        var isDone = await ReasonDialog.AskAsync(Dialogs, L["Restart.Heading", runner.Id], text, L["Restart"], isDestructive: runner.Name is not null, async reason =>
        {
            var result = await Actions.RestartAsync(runner.Id, reason);
            return result is OperationResult<RestartReply>.Done done ? Problem(done.Value) : L.ErrorText(result);
        });
        if (isDone)
            _message = L["Restart.Done", runner.Id];
        Refresh();
    }

    private string? Problem(RestartReply reply) => reply switch
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
