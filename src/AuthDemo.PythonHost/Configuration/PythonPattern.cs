namespace AuthDemo.PythonHost.Configuration;

/// <summary>How Python is run.</summary>
public enum PythonPattern
{
    /// <summary><see cref="PythonNet"/>.</summary>
    Auto,

    /// <summary>Interpreters in this process, each with its own GIL. Python 3.12 or newer.</summary>
    Interpreters,

    /// <summary>The main interpreter in this process, driven through pythonnet; when it is lost, worker processes take over.</summary>
    PythonNet,

    /// <summary>A pool of supervised Python processes.</summary>
    Workers,

    /// <summary>A Python service over a Unix socket or TCP.</summary>
    Http,

    /// <summary>One process for each call.</summary>
    PerCall,
}
