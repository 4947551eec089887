namespace AuthDemo.PythonHost.Queueing;

/// <summary>Something that runs calls: an interpreter's thread, a worker process, a connection.</summary>
internal interface ICallTaker
{
    /// <summary>How many calls it has; the least loaded is woken first. <see cref="Full"/> when it must not be given one now. Lock-free.</summary>
    int Load { get; }

    /// <summary>A load at which nothing is given.</summary>
    const int Full = int.MaxValue;

    /// <summary>There may be a call to take. Called outside the queue's lock, from any thread; must not block.</summary>
    void Wake();

    /// <summary>
    /// The caller cancelled a call that was taken here; it was not answered before. Told before the caller knows, on the canceller's
    /// thread; must not block.
    /// </summary>
    void GivenUp(long id)
    {
    }
}
