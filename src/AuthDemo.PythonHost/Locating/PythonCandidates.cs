using System.Text.RegularExpressions;

namespace AuthDemo.PythonHost.Locating;

/// <summary>Where a Python may be, when none is configured: PATH, the well-known places, pyenv's versions.</summary>
internal static partial class PythonCandidates
{
    /// <summary>Paths in the order of preference among equal versions, each file once.</summary>
    public static IEnumerable<string> OnThisMachine(Func<string, string?> environment)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return Folders(environment).SelectMany(Executables).Where(path => seen.Add(RealPath(path)));
    }

    /// <summary>The version (major, minor) that the file's name claims, or the name of the file it links to; null when it claims none.</summary>
    public static Version? NamedVersion(string path) =>
        VersionedName().Match(Path.GetFileName(RealPath(path))) is { Success: true } match ? Version.Parse(match.Groups[1].Value) : null;

    private static IEnumerable<string> Folders(Func<string, string?> environment)
    {
        foreach (var folder in (environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return folder;
        yield return "/usr/local/bin";
        yield return "/usr/bin";
        var pyenv = environment("PYENV_ROOT") ?? Path.Combine(environment("HOME") ?? "/", ".pyenv");
        var versions = Path.Combine(pyenv, "versions");
        if (!Directory.Exists(versions))
            yield break;
        foreach (var version in Directory.EnumerateDirectories(versions).Order(StringComparer.Ordinal))
            yield return Path.Combine(version, "bin");
    }

    private static IEnumerable<string> Executables(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "python3*").Where(file => Name().IsMatch(Path.GetFileName(file))).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // a PATH entry that is not there or not ours to read
        }
    }

    private static string RealPath(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
        }
        catch (IOException)
        {
            return path; // a dangling link: the inquiry will say so
        }
    }

    [GeneratedRegex(@"^python3(\.\d+)?$")]
    private static partial Regex Name();

    [GeneratedRegex(@"^python(\d\.\d{1,3})$")]
    private static partial Regex VersionedName();
}
