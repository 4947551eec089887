using AuthDemo.PythonHost.Patterns;

namespace AuthDemo.PythonHost.Hosting;

/// <summary>
/// Where a host is: a closed set, changed under the host's lock only.
/// <code>
/// Idle ─► Starting ─► Serving ─► Moved
///            │  ▲        │ ▲       │ ▲
///            ▼  │        ▼ │       ▼ │
///           Failed       Lost      Lost      any ─► Stopped
/// </code>
/// </summary>
internal abstract record HostPhase
{
    private HostPhase() { }

    /// <summary>The pattern in use; null when there is none.</summary>
    public virtual IPattern? Pattern => null;

    /// <summary>The pattern that was lost and whose place <see cref="Pattern"/> took.</summary>
    public virtual IPattern? Predecessor => null;

    /// <summary>Why calls are not served as configured, in a sentence; null when they are.</summary>
    public virtual string? Problem => null;

    /// <summary>Calls go to the queue without a look at the start.</summary>
    public virtual bool IsServing => false;

    public abstract PythonHostCondition Condition { get; }

    /// <summary>Not started yet: the first call starts it.</summary>
    public sealed record Idle : HostPhase
    {
        public override PythonHostCondition Condition => PythonHostCondition.Idle;
    }

    /// <summary>The start is under way; the pattern is null until Python was found.</summary>
    public sealed record Starting(Task Start, IPattern? Started) : HostPhase
    {
        public override IPattern? Pattern => Started;

        public override PythonHostCondition Condition => PythonHostCondition.Starting;
    }

    /// <summary>The start failed at that time; a later call tries again.</summary>
    public sealed record Failed(string Reason, long At, IPattern? Started) : HostPhase
    {
        public override IPattern? Pattern => Started;

        public override string? Problem => Reason;

        public override PythonHostCondition Condition => PythonHostCondition.Failed;
    }

    /// <summary>As configured.</summary>
    public sealed record Serving(IPattern Current) : HostPhase
    {
        public override IPattern? Pattern => Current;

        public override bool IsServing => true;

        public override PythonHostCondition Condition => PythonHostCondition.Serving;
    }

    /// <summary>The pattern was lost and its successor took over; calls wait while that one starts.</summary>
    public sealed record Moved(IPattern Current, IPattern Before, string Reason) : HostPhase
    {
        public override IPattern? Pattern => Current;

        public override IPattern? Predecessor => Before;

        public override string? Problem => Reason;

        public override bool IsServing => true;

        public override PythonHostCondition Condition => PythonHostCondition.Degraded;
    }

    /// <summary>The pattern was lost and nothing succeeds it. It is not started again, but may recover by itself.</summary>
    public sealed record Lost(string Reason, HostPhase Before) : HostPhase
    {
        public override IPattern? Pattern => Before.Pattern;

        public override IPattern? Predecessor => Before.Predecessor;

        public override string? Problem => Reason;

        public override PythonHostCondition Condition => PythonHostCondition.Failed;
    }

    /// <summary>Stopped for good.</summary>
    public sealed record Stopped(HostPhase Before) : HostPhase
    {
        public override IPattern? Pattern => Before.Pattern;

        public override IPattern? Predecessor => Before.Predecessor;

        public override PythonHostCondition Condition => PythonHostCondition.Stopped;
    }
}
