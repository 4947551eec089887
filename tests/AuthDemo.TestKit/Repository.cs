namespace AuthDemo.TestKit;

/// <summary>The checkout that the tests were built from.</summary>
public static class Repository
{
    /// <summary>The folder that holds <c>AuthDemo.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The configuration that the running tests were built in: <c>Debug</c> or <c>Release</c>.</summary>
    public static string Configuration { get; } =
        AppContext.BaseDirectory.Split(Path.DirectorySeparatorChar).Contains("Release") ? "Release" : "Debug";

    /// <summary>The built service.</summary>
    public static string WebAssembly { get; } = PathOf("src", "AuthDemo.Web", "bin", Configuration, "net10.0", "AuthDemo.Web.dll");

    /// <summary>The path of a file or folder below the root.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "AuthDemo.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds AuthDemo.sln.");
    }
}
