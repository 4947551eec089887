using AuthDemo.PythonHost.Hosting;

namespace AuthDemo.PythonHost.Workers;

/// <summary>The processes one by one. While one is exchanged for another, the pool has one more than its maximum.</summary>
internal sealed partial class WorkersPattern
{
    public IReadOnlyList<PythonRunner> Runners
    {
        get
        {
            lock (_lock)
                return [.. _members.Select(member => Describe(member.Worker)).OrderBy(runner => runner.Since)];
        }
    }

    public async Task<RestartReply> RestartAsync(string id)
    {
        Member? member;
        lock (_lock)
            member = _members.Find(m => m.Worker.Id == id);
        if (member is null)
            return new RestartReply.Unknown();
        if (_settings.Minimum == 0)
            return new RestartReply.Refused(RestartRefusal.ServesOneCall);
        if (member.Worker.State > WorkerState.Ready)
            return new RestartReply.Refused(RestartRefusal.AlreadyEnding);
        if (await member.Worker.Ready is not null)
            return new RestartReply.Unknown(); // it did not come up

        lock (_lock)
            _starting++;
        if (await StartOneAsync(first: true) is { } failure)
            return new RestartReply.Failed(failure);
        _metrics.Restarted();
        Dismiss(member, "another was asked for in its place");
        return new RestartReply.Restarted();
    }

    private PythonRunner Describe(Worker worker) =>
        new(worker.Id, null, StateOf(worker), worker.Served, worker.Since, worker.ProcessId);

    private PythonRunnerState StateOf(Worker worker) => worker.State switch
    {
        WorkerState.Starting => PythonRunnerState.Starting,
        WorkerState.Ready when worker.HeadId == 0 => PythonRunnerState.Idle,
        WorkerState.Ready => PythonRunnerState.Busy,
        WorkerState.Retiring when _settings.Minimum == 0 => PythonRunnerState.Busy, // with its one call
        _ => PythonRunnerState.Ending,
    };
}
