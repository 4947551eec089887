namespace AuthDemo.PythonHost.Workers;

/// <summary>What the pool looks at: deadlines on every tick; idle time, age and number of calls once a second.</summary>
internal sealed partial class WorkersPattern
{
    private bool Watch(long now)
    {
        Member[] members;
        lock (_lock)
            members = [.. _members];
        var again = false;
        foreach (var member in members)
        {
            again |= member.Worker.KeepReading(now);
            again |= member.Worker.HeadId != 0; // also with a call that was given up and that the queue no longer counts
            switch (member.Worker.Look(now))
            {
                case WorkerCheck.PastDeadline:
                    _metrics.Errors.Add("worker_killed", FormattableString.Invariant($"{member.Worker.Id} (process {member.Worker.ProcessId}) was killed: a call ran past its deadline."));
                    Kill(member, "the call ran past its deadline");
                    break;
                case WorkerCheck.CancelledButRunning:
                    Kill(member, "the call was given up");
                    break;
            }
        }
        if (_queue.Waiting > 0)
            Refill();
        return again;
    }

    private void Kill(Member member, string why)
    {
        lock (_lock)
        {
            if (member.Dismissed && member.Worker.State == WorkerState.Ending)
                return;
            member.Dismissed = true;
            _lost++;
        }
        _metrics.Killed();
        LogKilled(member.Worker.ProcessId, why, member.Worker.HeadId);
        member.Worker.Kill();
        Refill();
    }

    private void Maintain()
    {
        var now = _queue.Now;
        Member[] members;
        int above;
        lock (_lock)
        {
            members = [.. _members.Where(m => m.Worker.State == WorkerState.Ready)];
            above = members.Length - _settings.Minimum;
        }
        foreach (var member in members)
        {
            var worker = member.Worker;
            if (member.MaxAge > 0 && now - worker.StartedAt >= member.MaxAge)
            {
                Dismiss(member, "it is old");
            }
            else if (above > 0 && worker.HeadId == 0 && now - worker.BusyUntil >= _queue.Units(_settings.IdleTimeToLive)
                     && now - worker.StartedAt >= _queue.Units(_settings.Linger))
            {
                above--;
                Dismiss(member, "it has nothing to do");
            }
        }
        Refill();
    }

    private void Dismiss(Member member, string why)
    {
        lock (_lock)
        {
            if (member.Dismissed)
                return;
            member.Dismissed = true;
        }
        LogDismissed(member.Worker.ProcessId, why);
        member.Worker.Retire();
        Refill();
    }
}
