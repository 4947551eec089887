namespace AuthDemo.PythonHost.Configuration;

/// <summary>Section <c>Python:Processes</c>: every Python process that the host starts, in patterns Workers, PerCall and Http.</summary>
public sealed class ProcessesOptions
{
    /// <summary>Environment variables that processes inherit; all others are withheld.</summary>
    public IList<string> Environment { get; } = [];

    /// <summary>Address space of a process in bytes (RLIMIT_AS); 0 is no limit.</summary>
    public long MemoryLimitBytes { get; set; }

    /// <summary>Niceness of a process, 0 to 19: the higher, the lower its priority.</summary>
    public int Nice { get; set; }

    /// <summary>Pause after the first failed start; doubles with each further one up to <see cref="MaxBackoff"/>.</summary>
    public TimeSpan Backoff { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <inheritdoc cref="Backoff"/>
    public TimeSpan MaxBackoff { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After so many failed starts or early ends in a row calls are answered start_failed instead of waiting.</summary>
    public int BreakAfter { get; set; } = 5;

    /// <summary>Share by which pauses, and the calls and age of each worker, vary: 0.1 is ± 10 %. Processes are then not replaced all at once.</summary>
    public double Jitter { get; set; } = 0.1;
}
