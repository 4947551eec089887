namespace AuthDemo.PythonHost.Workers;

/// <summary>In this order only.</summary>
internal enum WorkerState
{
    /// <summary>Imports its modules.</summary>
    Starting,

    /// <summary>Takes calls.</summary>
    Ready,

    /// <summary>Takes no more calls, and ends when those it has are answered.</summary>
    Retiring,

    /// <summary>Was asked or forced to end, or has ended.</summary>
    Ending,
}

/// <summary>What a check of the running call found.</summary>
internal enum WorkerCheck
{
    Fine,
    PastDeadline,
    CancelledButRunning,
}
