namespace AuthDemo.PythonHost;

/// <summary>The folder with the host's Python half, beside the assembly.</summary>
internal static class PythonFolder
{
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "python");
}
