namespace AuthDemo.Web.Console.Access;

/// <summary>
/// Where the console stands, with its scripts and sheets and the component library that no other page uses. For everybody but
/// operators these are addresses that do not exist, whatever the method and whether something stands there or not.
/// </summary>
internal static class ConsolePaths
{
    private static readonly PathString[] s_all = ["/console", "/phone", "/_content/MudBlazor"];

    /// <summary>The address is the console's.</summary>
    public static bool Contains(PathString path) => Array.Exists(s_all, place => path.StartsWithSegments(place));
}
