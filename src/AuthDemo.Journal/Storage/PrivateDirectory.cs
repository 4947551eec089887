namespace AuthDemo.Journal.Storage;

/// <summary>A directory that only the service's user can access.</summary>
internal static class PrivateDirectory
{
    /// <summary>Creates it and its missing parents; does nothing if it exists.</summary>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
