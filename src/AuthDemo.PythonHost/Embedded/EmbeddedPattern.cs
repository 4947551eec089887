using System.Text.Json;
using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Hosting;
using AuthDemo.PythonHost.Locating;
using AuthDemo.PythonHost.Queueing;
using AuthDemo.PythonHost.Telemetry;
using Microsoft.Extensions.Logging;

namespace AuthDemo.PythonHost.Embedded;

/// <summary>
/// Interpreters in this process. The watch interrupts calls that ran too long; an interpreter whose call does not stop within the
/// grace is set aside and another takes its place, as often as <c>MaxReplacements</c> allows. The only interpreter of a process can
/// not be replaced: when it is lost, <paramref name="owner"/> is told, and may start another pattern on the same queue.
/// </summary>
internal sealed partial class EmbeddedPattern(
    PythonDescription python, PythonHostOptions options, InterpreterMode mode, int interpreters, IReadOnlyList<string> searchPaths, CallQueue queue, PythonMetrics metrics,
    PythonOutput output, ILogger logger, IPatternOwner owner) : IPattern
{
    private readonly Lock _lock = new();
    private readonly List<Watched> _interpreters = [];
    private readonly string _settings = JsonSerializer.Serialize(new { search_paths = searchPaths, preload = options.Preload, write_bytecode = options.WatchFiles is not true });
    private PythonRuntime? _runtime;
    private bool _ownGil;
    private bool _stopping;
    private int _lostCount;
    private int _replacements;
    private string? _trouble;

    public string Name => "embedded";

    public PythonDescription Python => python;

    /// <summary>Known once it has started.</summary>
    public bool OwnGil => _ownGil;

    public PatternStatus Status
    {
        get
        {
            lock (_lock)
                return new($"{python.Number} ({python.Executable})", _interpreters.Count(i => i.Serves), Wanted, _lostCount, _trouble);
        }
    }

    private string NotReady => $"Python {python.Number} was not ready within Python:StartBudget ({options.StartBudget}); a module of Python:Preload may hang.";

    private int Wanted => _ownGil ? interpreters : 1;

    public async Task<string?> StartAsync(CancellationToken cancellation)
    {
        var (runtime, failure) = PythonRuntime.Get(python);
        if (runtime is null)
            return failure;
        _runtime = runtime;
        if (mode == InterpreterMode.OwnGil && !runtime.SupportsOwnGil)
            return $"Python:Embedded:Mode is OwnGil, which needs Python 3.12 or newer; {python.Executable} is {python.Number}.";

        queue.Watch = Watch;
        _ownGil = runtime.SupportsOwnGil && mode != InterpreterMode.Single;
        var started = await StartInterpretersAsync(cancellation);
        if (started is not null && _ownGil && mode == InterpreterMode.Auto)
        {
            LogFallBack(started);
            _ownGil = false;
            started = await StartInterpretersAsync(cancellation);
        }
        if (started is not null)
            return started;
        if (!_ownGil)
            LogSingle(python.Number, mode == InterpreterMode.Single
            ? "as configured" : runtime.SupportsOwnGil ? "a module does not load in own-GIL interpreters" : "own-GIL interpreters need Python 3.12");
        LogStarted(python.Number, python.Executable, Wanted, _ownGil ? "own GIL" : "main interpreter");
        return null;
    }

    public async Task DrainAsync(CancellationToken patience)
    {
        InterpreterThread[] threads;
        lock (_lock)
        {
            _stopping = true;
            threads = [.. _interpreters.Select(i => i.Thread)];
        }
        foreach (var thread in threads)
            thread.Stop();
        try
        {
            await Task.WhenAll(threads.Select(thread => thread.Ended)).WaitAsync(patience);
        }
        catch (OperationCanceledException)
        {
            LogLeftBehind(threads.Count(thread => !thread.Ended.IsCompleted)); // background threads: the process can end without them
        }
    }

    public ValueTask DisposeAsync()
    {
        if (queue.Watch == Watch)
            queue.Watch = null;
        return ValueTask.CompletedTask;
    }

    private async Task<string?> StartInterpretersAsync(CancellationToken cancellation)
    {
        if (!_ownGil && !_runtime!.TryTakeMain())
            return "The main interpreter of this process is in use by another host, or was lost to a call that never returned; start a fresh process.";
        var threads = Enumerable.Range(0, Wanted).Select(_ => AddThread()).ToArray();
        string? failure;
        try
        {
            foreach (var thread in threads)
                thread.Start();
            var results = await Task.WhenAll(threads.Select(thread => thread.Started)).WaitAsync(options.StartBudget, queue.Time, cancellation);
            failure = results.FirstOrDefault(result => result is not null);
        }
        catch (TimeoutException)
        {
            failure = NotReady;
        }
        if (failure is null)
            return null;
        foreach (var thread in threads)
            thread.Stop();
        await Task.WhenAny(Task.WhenAll(threads.Select(thread => thread.Ended)), Task.Delay(options.Grace + TimeSpan.FromSeconds(2), queue.Time, cancellation));
        return failure;
    }

    /// <summary>A thread that is watched from its first call on.</summary>
    private InterpreterThread AddThread()
    {
        var thread = new InterpreterThread(_runtime!, _ownGil, queue, options, _settings, output);
        lock (_lock)
            _interpreters.Add(new Watched(thread));
        return thread;
    }

    /// <summary>One look at every interpreter; true while one of them is past a deadline.</summary>
    private bool Watch(long now)
    {
        Watched[] all;
        lock (_lock)
            all = [.. _interpreters];
        var overrun = false;
        foreach (var interpreter in all)
        {
            if (interpreter.Thread.Ended.IsCompleted)
                Forget(interpreter);
            else
                overrun |= Look(interpreter, now);
        }
        return overrun;
    }

    private bool Look(Watched interpreter, long now)
    {
        var id = interpreter.Thread.Overrun(now);
        interpreter.Thread.EndIdleQuestions();
        if (id == 0)
        {
            if (interpreter.SetAside)
                CameBack(interpreter);
            interpreter.OverrunId = 0;
            return false;
        }
        if (interpreter.OverrunId != id)
            (interpreter.OverrunId, interpreter.OverrunSince) = (id, now);
        if (!interpreter.SetAside && now - interpreter.OverrunSince >= queue.Units(options.Grace))
            SetAside(interpreter);
        if (!interpreter.SetAside)
            interpreter.Thread.Interrupt(id);
        return true;
    }

    private void SetAside(Watched interpreter)
    {
        bool replace;
        lock (_lock)
        {
            interpreter.SetAside = true;
            _lostCount++;
            var replaced = interpreter.Thread.Stopping; // by a restart: another serves already
            replace = _ownGil && !replaced && !_stopping && _replacements < options.Embedded.MaxReplacements;
            if (replace)
                _replacements++;
            _trouble = Trouble(replace || replaced);
        }
        metrics.Killed();
        metrics.Errors.Add("interpreter_lost", $"{interpreter.Id} was set aside: {interpreter.Thread.Function ?? "its call"} did not stop when it was interrupted.");
        LogSetAside(interpreter.Thread.Number, interpreter.OverrunId, _trouble);
        if (_ownGil)
            interpreter.Thread.Stop();
        if (replace)
            _ = ReplaceAsync();
        else
            LoseIfNoneIsLeft();
    }

    private string Trouble(bool replaced)
    {
        if (!_ownGil)
            return "The only interpreter is held by a call that does not return; nothing can replace it in this process.";
        return replaced
            ? $"{_lostCount} interpreters were lost to calls that did not return, {_replacements} of {options.Embedded.MaxReplacements} replacements are used."
            : $"{_lostCount} interpreters were lost to calls that did not return and Python:Embedded:MaxReplacements ({options.Embedded.MaxReplacements}) is used up: start a fresh process.";
    }

    private async Task ReplaceAsync()
    {
        var thread = AddThread();
        thread.Start();
        var failure = await thread.Started;
        if (failure is null)
        {
            metrics.Restarted();
            if (_stopping)
                thread.Stop();
            LogReplaced(thread.Number);
            return;
        }
        LogReplacementFailed(failure);
        metrics.Errors.Add("start_failed", failure);
        LoseIfNoneIsLeft();
    }

    private void LoseIfNoneIsLeft()
    {
        string? trouble;
        lock (_lock)
        {
            if (_stopping || _interpreters.Any(i => i.MayServe))
                return;
            trouble = _trouble;
        }
        owner.Lost(trouble ?? "No interpreter is left: start a fresh process.");
    }

    /// <summary>The call of a single interpreter that was set aside ended after all: it serves again.</summary>
    private void CameBack(Watched interpreter)
    {
        if (_ownGil)
            return;
        lock (_lock)
        {
            interpreter.SetAside = false;
            _trouble = null;
        }
        owner.Recovered();
        LogCameBack(interpreter.Thread.Number);
    }

    private void Forget(Watched interpreter)
    {
        lock (_lock)
            _interpreters.Remove(interpreter);
    }

    /// <summary>An interpreter and what the watch knows of it.</summary>
    private sealed partial class Watched(InterpreterThread thread)
    {
        public InterpreterThread Thread { get; } = thread;

        public string Id { get; } = FormattableString.Invariant($"interpreter-{thread.Number}");

        public bool SetAside { get; set; }

        public bool Serves => MayServe && Thread.Started is { IsCompletedSuccessfully: true, Result: null };

        public bool MayServe => !SetAside && !Thread.Stopping && !Thread.Ended.IsCompleted && Thread.Started is not { IsCompletedSuccessfully: true, Result: not null };

        public long OverrunId { get; set; }

        public long OverrunSince { get; set; }
    }

    [LoggerMessage(LogLevel.Information, "Python {Version} ({Executable}) runs embedded: {Count} interpreters, {Mode}")]
    private partial void LogStarted(Version version, string executable, int count, string mode);

    [LoggerMessage(LogLevel.Information, "Python {Version} runs with one interpreter: {Reason}")]
    private partial void LogSingle(Version version, string reason);

    [LoggerMessage(LogLevel.Warning, "Own-GIL interpreters can not serve, trying the main interpreter: {Failure}")]
    private partial void LogFallBack(string failure);

    [LoggerMessage(LogLevel.Error, "Interpreter {Number} was set aside: call {CallId} did not stop when it was interrupted. {Trouble}")]
    private partial void LogSetAside(long number, long callId, string? trouble);

    [LoggerMessage(LogLevel.Information, "Interpreter {Number} took the place of a lost one")]
    private partial void LogReplaced(long number);

    [LoggerMessage(LogLevel.Error, "A lost interpreter could not be replaced: {Failure}")]
    private partial void LogReplacementFailed(string failure);

    [LoggerMessage(LogLevel.Information, "Interpreter {Number} came back: its call ended")]
    private partial void LogCameBack(long number);

    [LoggerMessage(LogLevel.Warning, "{Count} interpreters were still busy when the host stopped")]
    private partial void LogLeftBehind(int count);
}
