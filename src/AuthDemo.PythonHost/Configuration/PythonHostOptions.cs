namespace AuthDemo.PythonHost.Configuration;

/// <summary>Section <c>Python</c> of the configuration. <see cref="PythonHostOptionsValidator"/> says what is accepted.</summary>
public sealed class PythonHostOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Python";

    /// <summary>How Python is run.</summary>
    public PythonPattern Pattern { get; set; } = PythonPattern.Auto;

    /// <summary>The Python executable; when null one is looked for, see <c>docs/python-hosting.md</c>.</summary>
    public string? Executable { get; set; }

    /// <summary>Folders that hold the packages to call, first on <c>sys.path</c>. Relative ones start at the content root.</summary>
    public IList<string> SearchPaths { get; } = [];

    /// <summary>
    /// Folder of staged third-party packages, checked by hash at start; see <c>docs/python-hosting.md</c>. When null, the one that
    /// publishing made, if there is one.
    /// </summary>
    public string? Packages { get; set; }

    /// <summary>Modules imported at start; one that cannot be imported fails the start.</summary>
    public IList<string> Preload { get; } = [];

    /// <summary>
    /// A Python file that changes under <see cref="SearchPaths"/> replaces the runners one after the other, so that the next calls see the
    /// new code. For development: when null, on there and off elsewhere.
    /// </summary>
    public bool? WatchFiles { get; set; }

    /// <summary>Default for how long a call may wait for a place. Calls that bring a shorter one go first, four times out of five.</summary>
    public TimeSpan WaitBudget { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Default for how long a call may run.</summary>
    public TimeSpan RunBudget { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an interrupted call or a terminated process has before it is set aside or killed.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How long the start may take: interpreter or process up, modules imported.</summary>
    public TimeSpan StartBudget { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long running calls have to end when the host stops.</summary>
    public TimeSpan DrainBudget { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How many calls may wait, of those with a shorter wait budget than <see cref="WaitBudget"/> and of all others each; one more is answered
    /// <see cref="PythonReply.PoolExhausted"/>.
    /// </summary>
    public int QueueLimit { get; set; } = 1024;

    /// <summary>Largest payload in either direction, in bytes.</summary>
    public int MaxMessageBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>What the health check calls; it must take any bytes and return.</summary>
    public string HealthFunction { get; set; } = "authdemo_host.health.ping";

    /// <summary>Most named workers at a time; one more is answered <see cref="PythonReply.PoolExhausted"/>.</summary>
    public int NamedLimit { get; set; } = 64;

    /// <summary>A named worker that had no call for so long ends, and its state with it.</summary>
    public TimeSpan NamedTimeToLive { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Interpreters with a GIL of their own.</summary>
    public InterpretersOptions Interpreters { get; } = new();

    /// <summary>The main interpreter, driven through pythonnet.</summary>
    public PythonNetOptions PythonNet { get; } = new();

    /// <summary>Every process that the host starts.</summary>
    public ProcessesOptions Processes { get; } = new();

    /// <summary>A pool of processes.</summary>
    public WorkersOptions Workers { get; } = new();

    /// <summary>A service.</summary>
    public HttpOptions Http { get; } = new();

    /// <summary>A process for each call.</summary>
    public PerCallOptions PerCall { get; } = new();
}
