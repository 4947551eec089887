namespace AuthDemo.PythonHost.Configuration;

/// <summary>How Python is run.</summary>
public enum PythonPattern
{
    /// <summary>Interpreters in this process; when the only one is lost, worker processes take over.</summary>
    Auto,

    /// <summary>Interpreters in this process, whatever happens.</summary>
    Embedded,

    /// <summary>A pool of supervised Python processes.</summary>
    Workers,

    /// <summary>A Python service over a Unix socket or TCP.</summary>
    Http,

    /// <summary>One process for each call.</summary>
    PerCall,
}

/// <summary>How many interpreters an embedded host may have.</summary>
public enum InterpreterMode
{
    /// <summary>Own-GIL interpreters where Python and the modules allow it, else one.</summary>
    Auto,

    /// <summary>Own-GIL interpreters (Python 3.12 or newer), or the start fails.</summary>
    OwnGil,

    /// <summary>The main interpreter alone: loads every extension module, cannot be replaced when a call never returns.</summary>
    Single,
}
