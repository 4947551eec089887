using AuthDemo.PythonHost.Patterns;
using AuthDemo.PythonHost.Queueing;
using Microsoft.Extensions.Logging;

namespace AuthDemo.PythonHost.Embedded;

/// <summary>
/// Interpreters of one kind and their supervision: calls that run too long are interrupted; an interpreter whose call does not stop
/// within the grace is quarantined and replaced, as often as its kind allows.
/// </summary>
internal sealed partial class InterpreterGroup(PatternContext context, InterpreterKind kind, IPattern pattern)
{
    private readonly CallQueue _queue = context.Queue;
    private readonly ILogger _logger = context.Logger;
    private readonly Lock _lock = new();
    private readonly List<SupervisedInterpreter> _interpreters = [];
    private bool _stopping;
    private int _lost;
    private int _replacements;
    private string? _problem;

    /// <summary>How many serve, how many were quarantined, and what an operator must know.</summary>
    public (int Serving, int Lost, string? Problem) Status
    {
        get
        {
            lock (_lock)
                return (_interpreters.Count(interpreter => interpreter.Serves), _lost, _problem);
        }
    }

    public IReadOnlyList<PythonRunner> Runners
    {
        get
        {
            lock (_lock)
                return [.. _interpreters.Where(interpreter => interpreter.Exists).Select(interpreter => interpreter.Describe())];
        }
    }

    /// <summary>What went wrong, or null.</summary>
    public async Task<string?> StartAsync(CancellationToken cancellation)
    {
        var threads = Enumerable.Range(0, kind.Count).Select(_ => Add()).ToArray();
        foreach (var thread in threads)
            thread.Start();
        string? failure;
        try
        {
            var results = await Task.WhenAll(threads.Select(thread => thread.Started)).WaitAsync(context.Options.StartBudget, _queue.Time, cancellation);
            failure = results.FirstOrDefault(result => result is not null);
        }
        catch (TimeoutException)
        {
            failure = kind.NotReady;
        }
        if (failure is null)
            return null;
        foreach (var thread in threads)
            thread.Stop();
        await Task.WhenAny(Task.WhenAll(threads.Select(thread => thread.Ended)), Task.Delay(context.Options.Grace + TimeSpan.FromSeconds(2), _queue.Time, cancellation));
        return failure;
    }

    /// <summary>
    /// Each orderly end of an interpreter leaks about 3 MB in Python itself (cpython#113055), so restarts are for now and then. They do not
    /// count as replacements, whose limit bounds what may use a core for ever.
    /// </summary>
    public async Task<RestartReply> RestartAsync(string id)
    {
        SupervisedInterpreter? interpreter;
        lock (_lock)
            interpreter = _interpreters.Find(i => i.Id == id && i.Exists);
        if (interpreter is null)
            return new RestartReply.Unknown();
        if (kind.MaxReplacements is null)
            return new RestartReply.Refused(RestartRefusal.OnlyInterpreter);
        if (!interpreter.MayServe)
            return new RestartReply.Refused(RestartRefusal.AlreadyEnding);
        if (await StartedAsync(interpreter.Thread) is not null)
            return new RestartReply.Unknown();

        var replacement = Add();
        replacement.Start();
        if (await StartedAsync(replacement) is { } failure)
        {
            LogRestartFailed(interpreter.Thread.Number, failure);
            context.Metrics.Errors.Add("start_failed", failure);
            return new RestartReply.Failed(failure);
        }
        interpreter.Thread.Stop();
        if (_stopping)
            replacement.Stop();
        context.Metrics.Restarted();
        LogRestarted(interpreter.Thread.Number, replacement.Number);
        return new RestartReply.Restarted();
    }

    /// <summary>Takes no more calls and waits for the running ones as long as the token allows; how many are still busy then.</summary>
    public async Task<int> DrainAsync(CancellationToken patience)
    {
        InterpreterThread[] threads;
        lock (_lock)
        {
            _stopping = true;
            threads = [.. _interpreters.Select(interpreter => interpreter.Thread)];
        }
        foreach (var thread in threads)
            thread.Stop();
        try
        {
            await Task.WhenAll(threads.Select(thread => thread.Ended)).WaitAsync(patience);
            return 0;
        }
        catch (OperationCanceledException)
        {
            return threads.Count(thread => !thread.Ended.IsCompleted); // background threads: the process can end without them
        }
    }

    /// <summary>Checks every interpreter; true while one of them is past a deadline. See <see cref="CallQueue.Watch"/>.</summary>
    public bool Check(long now)
    {
        SupervisedInterpreter[] all;
        lock (_lock)
        {
            _interpreters.RemoveAll(interpreter => interpreter.Thread.Ended.IsCompleted);
            all = [.. _interpreters];
        }
        var overdue = false;
        foreach (var interpreter in all)
            overdue |= Check(interpreter, now);
        return overdue;
    }

    private bool Check(SupervisedInterpreter interpreter, long now)
    {
        var id = interpreter.Thread.CheckDeadline(now);
        if (id == 0)
        {
            if (interpreter.Quarantined)
                Release(interpreter);
            interpreter.OverdueId = 0;
            return false;
        }
        if (interpreter.OverdueId != id)
            (interpreter.OverdueId, interpreter.OverdueSince) = (id, now);
        if (!interpreter.Quarantined && now - interpreter.OverdueSince >= _queue.Units(context.Options.Grace))
            Quarantine(interpreter);
        if (!interpreter.Quarantined)
            interpreter.Thread.Interrupt(id);
        return true;
    }

    private void Quarantine(SupervisedInterpreter interpreter)
    {
        bool replace;
        string problem;
        lock (_lock)
        {
            interpreter.Quarantined = true;
            _lost++;
            var replaced = interpreter.Thread.Stopping; // by a restart
            replace = !replaced && !_stopping && _replacements < kind.MaxReplacements;
            if (replace)
                _replacements++;
            problem = _problem = kind.Problem(_lost, _replacements, replace || replaced);
        }
        context.Metrics.Killed();
        context.Metrics.Errors.Add("interpreter_lost", $"{interpreter.Id} was set aside: {interpreter.Thread.Function ?? "its call"} did not stop when it was interrupted.");
        LogQuarantined(interpreter.Thread.Number, interpreter.OverdueId, problem);
        if (kind.MaxReplacements is not null)
            interpreter.Thread.Stop();
        if (replace)
            _ = ReplaceAsync();
        else
            ReportIfLost();
    }

    /// <summary>The call of the only interpreter ended after all: it serves again. One that was replaced ends instead.</summary>
    private void Release(SupervisedInterpreter interpreter)
    {
        if (kind.MaxReplacements is not null)
            return;
        lock (_lock)
        {
            interpreter.Quarantined = false;
            _problem = null;
        }
        context.Owner.Recovered(pattern);
        LogReleased(interpreter.Thread.Number);
    }

    private async Task ReplaceAsync()
    {
        var thread = Add();
        thread.Start();
        var failure = await thread.Started;
        if (failure is null)
        {
            context.Metrics.Restarted();
            if (_stopping)
                thread.Stop();
            LogReplaced(thread.Number);
            return;
        }
        LogReplacementFailed(failure);
        context.Metrics.Errors.Add("start_failed", failure);
        ReportIfLost();
    }

    private void ReportIfLost()
    {
        string? problem;
        lock (_lock)
        {
            if (_stopping || _interpreters.Any(interpreter => interpreter.MayServe))
                return;
            problem = _problem;
        }
        context.Owner.Lost(pattern, problem ?? "No interpreter is left: start a fresh process.");
    }

    /// <summary>A thread that is supervised from its first call on.</summary>
    private InterpreterThread Add()
    {
        var thread = new InterpreterThread(kind.Make(), context, kind.Busy);
        lock (_lock)
            _interpreters.Add(new SupervisedInterpreter(thread));
        return thread;
    }

    /// <summary>One that is not ready in time is stopped: its import may hang, and it must not serve when it comes up after all.</summary>
    private async Task<string?> StartedAsync(InterpreterThread thread)
    {
        try
        {
            return await thread.Started.WaitAsync(context.Options.StartBudget, _queue.Time);
        }
        catch (TimeoutException)
        {
            thread.Stop();
            return kind.NotReady;
        }
    }

    [LoggerMessage(LogLevel.Error, "Interpreter {Number} was set aside: call {CallId} did not stop when it was interrupted. {Problem}")]
    private partial void LogQuarantined(long number, long callId, string problem);

    [LoggerMessage(LogLevel.Information, "Interpreter {Number} serves in place of a lost one")]
    private partial void LogReplaced(long number);

    [LoggerMessage(LogLevel.Error, "A lost interpreter could not be replaced: {Failure}")]
    private partial void LogReplacementFailed(string failure);

    [LoggerMessage(LogLevel.Information, "Interpreter {Number} serves again: its call ended")]
    private partial void LogReleased(long number);

    [LoggerMessage(LogLevel.Information, "Interpreter {Number} is restarted: {Replacement} serves in its place")]
    private partial void LogRestarted(long number, long replacement);

    [LoggerMessage(LogLevel.Error, "Interpreter {Number} goes on serving, its replacement could not be started: {Failure}")]
    private partial void LogRestartFailed(long number, string failure);
}
