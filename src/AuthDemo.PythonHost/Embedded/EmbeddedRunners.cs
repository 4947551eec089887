using AuthDemo.PythonHost.Hosting;
using Microsoft.Extensions.Logging;

namespace AuthDemo.PythonHost.Embedded;

/// <summary>
/// The interpreters one by one. Each orderly end of an interpreter leaks about 3 MB in Python itself (cpython#113055), so restarts are
/// for now and then; they do not count towards <c>MaxReplacements</c>, which bounds what burns a core for good.
/// </summary>
internal sealed partial class EmbeddedPattern
{
    public IReadOnlyList<PythonRunner> Runners
    {
        get
        {
            lock (_lock)
                return [.. _interpreters.Where(i => i.Lives).Select(i => i.Describe())];
        }
    }

    public async Task<RestartReply> RestartAsync(string id)
    {
        Watched? interpreter;
        lock (_lock)
            interpreter = _interpreters.Find(i => i.Id == id && i.Lives);
        if (interpreter is null)
            return new RestartReply.Unknown();
        if (!_ownGil)
            return new RestartReply.Refused(RestartRefusal.OnlyInterpreter);
        if (!interpreter.MayServe)
            return new RestartReply.Refused(RestartRefusal.AlreadyEnding);
        if (await StartedAsync(interpreter.Thread) is not null)
            return new RestartReply.Unknown();

        var successor = AddThread();
        successor.Start();
        if (await StartedAsync(successor) is { } failure)
        {
            LogRestartFailed(interpreter.Thread.Number, failure);
            metrics.Errors.Add("start_failed", failure);
            return new RestartReply.Failed(failure);
        }
        interpreter.Thread.Stop();
        if (_stopping)
            successor.Stop();
        metrics.Restarted();
        LogRestarted(interpreter.Thread.Number, successor.Number);
        return new RestartReply.Restarted();
    }

    /// <summary>One that is not ready in time is set aside: its import may hang, and it must not serve when it comes up after all.</summary>
    private async Task<string?> StartedAsync(InterpreterThread thread)
    {
        try
        {
            return await thread.Started.WaitAsync(options.StartBudget, queue.Time);
        }
        catch (TimeoutException)
        {
            thread.Stop();
            return NotReady;
        }
    }

    private sealed partial class Watched
    {
        /// <summary>It is up, or on its way up or down.</summary>
        public bool Lives => !Thread.Ended.IsCompleted && Thread.Started is not { IsCompletedSuccessfully: true, Result: not null };

        public PythonRunner Describe() => new(Id, null, State, Thread.Served, Thread.Since, ProcessId: null);

        private PythonRunnerState State =>
            SetAside ? PythonRunnerState.Lost
            : Thread.Stopping ? PythonRunnerState.Ending
            : !Thread.Started.IsCompleted ? PythonRunnerState.Starting
            : Thread.CurrentId != 0 ? PythonRunnerState.Busy : PythonRunnerState.Idle;
    }

    [LoggerMessage(LogLevel.Information, "Interpreter {Number} is restarted: {Successor} serves in its place")]
    private partial void LogRestarted(long number, long successor);

    [LoggerMessage(LogLevel.Error, "Interpreter {Number} serves on, no other could be started in its place: {Failure}")]
    private partial void LogRestartFailed(long number, string failure);
}
