namespace AuthDemo.PythonHost.Queueing;

/// <summary>Something that runs calls: an interpreter's thread, a worker process, a connection.</summary>
internal interface ICallTaker
{
    /// <summary>There may be a call to take. Called outside the queue's lock, from any thread; must not block.</summary>
    void Wake();
}
