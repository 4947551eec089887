using System.Security.Cryptography;

namespace AuthDemo.PythonHost.Packaging;

/// <summary>
/// Packages that a lock file asked for, installed into a folder before deployment by <c>python -m authdemo_host stage</c>. The folder's
/// manifest (<c>packages.sha256</c>, as sha256sum writes it) lists every file; at start every file must be there, unchanged, and no
/// other. Nothing is ever downloaded here.
/// </summary>
internal static class StagedPackages
{
    public const string Manifest = "packages.sha256";

    /// <summary>Where publishing stages them, in the content root.</summary>
    public const string Published = "python-packages";

    /// <summary>The folder of staged packages: the configured one, else the published one if there is one, else null.</summary>
    public static string? Folder(string? configured, string contentRoot)
    {
        if (configured is not null)
            return Path.GetFullPath(configured, contentRoot);
        var published = Path.Combine(contentRoot, Published);
        return Directory.Exists(published) ? published : null;
    }

    /// <summary>Null when the folder is as it was staged, else the first thing that is not.</summary>
    public static string? Check(string folder)
    {
        var manifest = Path.Combine(folder, Manifest);
        if (!File.Exists(manifest))
            return Failure(folder, $"{Manifest} is missing");
        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(manifest))
        {
            var parts = line.Split("  ", 2);
            if (parts.Length != 2 || parts[0].Length != 64)
                return Failure(folder, $"{Manifest} has a line that is not 'sha256  path'");
            var file = Path.GetFullPath(parts[1], folder);
            if (!file.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                return Failure(folder, $"{Manifest} names a file outside");
            if (!File.Exists(file))
                return Failure(folder, $"{parts[1]} is missing");
            if (!Hash(file).Equals(parts[0], StringComparison.OrdinalIgnoreCase))
                return Failure(folder, $"{parts[1]} has been changed");
            listed.Add(file);
        }
        var unlisted = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .FirstOrDefault(file => file != manifest && !IsCache(file) && !listed.Contains(Path.GetFullPath(file)));
        return unlisted is null ? null : Failure(folder, $"{Path.GetRelativePath(folder, unlisted)} is not in {Manifest}");
    }

    /// <summary>Bytecode that Python wrote after staging. Python checks it against its source, which is listed.</summary>
    private static bool IsCache(string file) => Path.GetFileName(Path.GetDirectoryName(file)) == "__pycache__";

    private static string Hash(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexString(SHA256.HashData(stream));
    }

    private static string Failure(string folder, string what) =>
        $"The packages in {folder} (Python:Packages) are not as they were staged: {what}. Stage them again with python -m authdemo_host stage.";
}
