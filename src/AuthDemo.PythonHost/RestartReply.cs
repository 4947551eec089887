namespace AuthDemo.PythonHost;

/// <summary>How a restart ended: a closed set.</summary>
public abstract record RestartReply
{
    private RestartReply() { }

    /// <summary>Another serves in its place.</summary>
    public sealed record Restarted : RestartReply;

    /// <summary>There is no runner of that id, or no longer.</summary>
    public sealed record Unknown : RestartReply;

    /// <summary>It cannot be restarted; nothing was changed.</summary>
    public sealed record Refused(RestartRefusal Why) : RestartReply;

    /// <summary>No other could be started; this one goes on serving.</summary>
    /// <param name="Message">What went wrong, and what to do about it.</param>
    public sealed record Failed(string Message) : RestartReply;
}

/// <summary>Why a runner is not restarted.</summary>
public enum RestartRefusal
{
    /// <summary>The main interpreter lives as long as its process: only a fresh process has another.</summary>
    OnlyInterpreter,

    /// <summary>A process of pattern PerCall ends with the call it runs.</summary>
    ServesOneCall,

    /// <summary>It is lost or ending: what takes its place was started already.</summary>
    AlreadyEnding,
}
