namespace AuthDemo.PythonHost.Queueing;

/// <summary>Something that takes calls from the queue and runs them: an interpreter's thread, a worker process, a connection.</summary>
internal interface ICallConsumer
{
    /// <summary>How many calls it has; the least loaded is woken first. <see cref="Full"/> when it must not be given one now. Lock-free.</summary>
    int Load { get; }

    /// <summary>A load at which nothing is given.</summary>
    const int Full = int.MaxValue;

    /// <summary>There may be a call to take. Called outside the queue's lock, from any thread; must not block.</summary>
    void Wake();

    /// <summary>
    /// The caller cancelled a call that runs here and was not answered before. Called before the caller gets its reply, on the
    /// canceller's thread; must not block.
    /// </summary>
    void Cancelled(long id)
    {
    }
}
