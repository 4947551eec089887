namespace AuthDemo.PythonHost.Configuration;

/// <summary>Section <c>Python:Workers</c>: the pool of processes.</summary>
public sealed class WorkersOptions
{
    /// <summary>Processes kept at all times; 0 is one for each core.</summary>
    public int Minimum { get; set; }

    /// <summary>Most processes; 0 is twice the minimum. More than the minimum are started while calls wait.</summary>
    public int Maximum { get; set; }

    /// <summary>Calls sent to one process ahead of their turn, the running one included.</summary>
    public int InFlight { get; set; } = 16;

    /// <summary>A process above the minimum ends when it had nothing to do for so long.</summary>
    public TimeSpan IdleTimeToLive { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>A process above the minimum stays at least so long after its start, so that bursts do not start one after the other.</summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A process is replaced after so many calls, give or take <see cref="Jitter"/>; 0 never.</summary>
    public long MaxCalls { get; set; }

    /// <summary>A process is replaced at this age, give or take <see cref="Jitter"/>; zero never.</summary>
    public TimeSpan MaxAge { get; set; }

    /// <summary>Share by which calls and age of each process vary, so that not all are replaced at once: 0.1 is ± 10 %.</summary>
    public double Jitter { get; set; } = 0.1;

    /// <summary>Address space of a process in bytes (RLIMIT_AS); 0 is no limit.</summary>
    public long MemoryLimitBytes { get; set; }

    /// <summary>Niceness of a process, 0 to 19: with more it yields the processors to others, the service itself before all.</summary>
    public int Nice { get; set; }

    /// <summary>Pause after the first failed start; doubles with each further one up to <see cref="MaxBackoff"/>.</summary>
    public TimeSpan Backoff { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <inheritdoc cref="Backoff"/>
    public TimeSpan MaxBackoff { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After so many failed starts or early deaths in a row calls are answered start_failed instead of waiting.</summary>
    public int BreakAfter { get; set; } = 5;

    /// <summary>Environment variables that processes inherit; all others are withheld.</summary>
    public IList<string> Environment { get; } = [];
}
