namespace AuthDemo.PythonHost.Errors;

/// <summary>Start failures in words an operator can act on.</summary>
internal static class StartFailures
{
    private const string NotInSubinterpreters = "does not support loading in subinterpreters";

    /// <summary>A module of <c>Python:Preload</c> could not be imported.</summary>
    public static string Import(PythonError error)
    {
        var place = error.Traceback.Count > 0 ? $" at {error.Traceback[^1]}" : "";
        var advice = error.Message.Contains(NotInSubinterpreters, StringComparison.Ordinal)
            ? " Set Python:Pattern to PythonNet or Workers."
            : error.Type == "builtins.ModuleNotFoundError" ? " Check Python:SearchPaths and Python:Preload." : "";
        return $"A module of Python:Preload could not be imported: {error.Type}: {error.Message}{place}.{advice}";
    }
}
