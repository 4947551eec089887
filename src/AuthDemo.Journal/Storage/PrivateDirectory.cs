namespace AuthDemo.Journal.Storage;

/// <summary>A directory that only the service's user can access, and files in it that only this user can read.</summary>
internal static class PrivateDirectory
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Creates it and its missing parents; does nothing if it exists.</summary>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, Owner | UnixFileMode.UserExecute);
    }

    /// <summary>The mode of an existing directory, such as <c>755</c>, if other users or a group have access to it; else null.</summary>
    public static string? OthersMode(string path)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(path))
            return null;
        var mode = File.GetUnixFileMode(path);
        return (mode & Others) == 0 ? null : Convert.ToString((int)mode, toBase: 8);
    }

    /// <summary>Makes files readable by the user only, where they exist. SQLite gives its further files the mode of the database file.</summary>
    public static void Protect(params IEnumerable<string> files)
    {
        if (OperatingSystem.IsWindows())
            return;
        foreach (var file in files)
        {
            if (File.Exists(file))
                File.SetUnixFileMode(file, Owner);
        }
    }

    /// <summary>Options for a new file that only the user can read; an existing file keeps its mode.</summary>
    public static FileStreamOptions NewFile(FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Owner;
        return options;
    }
}
