namespace AuthDemo.PythonHost.Configuration;

/// <summary>Section <c>Python:Interpreters</c>: interpreters with a GIL of their own.</summary>
public sealed class InterpretersOptions
{
    /// <summary>How many; 0 is one for each core.</summary>
    public int Count { get; set; }

    internal int EffectiveCount => Count == 0 ? Environment.ProcessorCount : Count;

    /// <summary>How many lost interpreters are replaced before the host asks for a fresh process; each one leaks about 3 MB.</summary>
    public int MaxReplacements { get; set; } = 16;
}
