namespace AuthDemo.PythonHost.Configuration;

/// <summary>Section <c>Python:PerCall</c>: one process for one call.</summary>
public sealed class PerCallOptions
{
    /// <summary>Most processes at a time; 0 is one for each core.</summary>
    public int Maximum { get; set; }
}
