namespace AuthDemo.Journal.Storage;

/// <summary>A folder that only this user can look into.</summary>
internal static class PrivateFolder
{
    /// <summary>Makes it, and those above it, unless it is there.</summary>
    public static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
