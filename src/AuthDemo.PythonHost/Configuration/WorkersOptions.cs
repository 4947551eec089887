namespace AuthDemo.PythonHost.Configuration;

/// <summary>Section <c>Python:Workers</c>: the pool of processes.</summary>
public sealed class WorkersOptions
{
    /// <summary>Processes kept at all times; 0 is one for each core.</summary>
    public int Minimum { get; set; }

    /// <summary>Most processes; 0 is twice the minimum. More than the minimum are started while calls wait.</summary>
    public int Maximum { get; set; }

    /// <summary>Calls sent to one process, the running one included.</summary>
    public int InFlight { get; set; } = 16;

    /// <summary>A process above the minimum ends when it was idle for so long.</summary>
    public TimeSpan IdleTimeToLive { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>A process above the minimum stays at least so long after its start, so that bursts do not start one after the other.</summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A process is replaced after so many calls, give or take <see cref="ProcessesOptions.Jitter"/>; 0 never.</summary>
    public long MaxCalls { get; set; }

    /// <summary>A process is replaced at this age, give or take <see cref="ProcessesOptions.Jitter"/>; zero never.</summary>
    public TimeSpan MaxAge { get; set; }
}
