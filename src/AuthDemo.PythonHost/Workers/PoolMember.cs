namespace AuthDemo.PythonHost.Workers;

/// <summary>A worker and the age at which it is replaced; 0 is none.</summary>
internal sealed class PoolMember(Worker worker, long maxAge)
{
    public Worker Worker => worker;

    public long MaxAge => maxAge;

    /// <summary>The pool asked for its end. The pool's lock guards it.</summary>
    public bool Dismissed { get; set; }
}
