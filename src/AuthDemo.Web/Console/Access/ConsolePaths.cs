namespace AuthDemo.Web.Console.Access;

/// <summary>
/// The paths of the console, including its scripts, style sheets and the component library that only the console uses. For everybody but
/// operators these paths answer 404, for any method.
/// </summary>
internal static class ConsolePaths
{
    private static readonly PathString[] s_all = ["/console", "/phone", "/_content/MudBlazor"];

    /// <summary>The path belongs to the console.</summary>
    public static bool Contains(PathString path) => Array.Exists(s_all, prefix => path.StartsWithSegments(prefix));
}
