namespace AuthDemo.PythonHost.Configuration;

/// <summary>Section <c>Python:PythonNet</c>: the main interpreter, driven through pythonnet.</summary>
public sealed class PythonNetOptions
{
    /// <summary>Hosted code may <c>import clr</c> and use every .NET type of the process. Off: the import fails and names this key.</summary>
    public bool AllowClr { get; set; }
}
