using System.Globalization;
using System.Text;

namespace AuthDemo.PythonHost.Locating;

/// <summary>A Python that can be used, or why there is none.</summary>
internal abstract record Located
{
    private Located() { }

    /// <summary>This one; <paramref name="How"/> says by which rule.</summary>
    public sealed record Found(PythonDescription Python, string How) : Located;

    /// <summary>None; the message names everything that was tried and what to do.</summary>
    public sealed record NotFound(string Message) : Located;
}

/// <summary>
/// Finds Python: the configured executable, else an active virtual environment, else the newest supported one on this machine.
/// An executable is always asked about itself; names and folders are only hints where to ask.
/// </summary>
internal static class PythonLocator
{
    public static readonly Version Oldest = new(3, 11);

    /// <summary>The newest minor version this host was verified with; a newer one is used only when it is configured.</summary>
    public static readonly Version NewestVerified = new(3, 14);

    public static Located Find(string? configured, bool needsLibrary, Func<string, string?>? environment = null)
    {
        environment ??= Environment.GetEnvironmentVariable;
        if (configured is not null)
        {
            var (python, reason) = Consider(configured, needsLibrary);
            return python is null
                ? new Located.NotFound($"Python:Executable is '{configured}', which {Verb(reason)}. {Advice(needsLibrary)}")
                : new Located.Found(python, "Python:Executable");
        }

        var tried = new StringBuilder();
        if (environment("VIRTUAL_ENV") is { Length: > 0 } venv)
        {
            var path = Path.Combine(venv, "bin", "python3");
            var (python, reason) = Consider(path, needsLibrary);
            if (python is not null)
                return new Located.Found(python, "active virtual environment");
            tried.Append(CultureInfo.InvariantCulture, $"\n  {path} (active virtual environment): {reason}");
        }
        return Newest(needsLibrary, environment, tried);
    }

    private static Located Newest(bool needsLibrary, Func<string, string?> environment, StringBuilder tried)
    {
        var (best, bestPlace) = ((PythonDescription?)null, 0);
        foreach (var (place, path, named) in ByNamedVersion(environment))
        {
            // What is named after an older version than the one found is not asked: each question is a process, and a machine may have a dozen.
            if (best is not null && named is not null && named < Minor(best))
                break;
            var (python, reason) = Consider(path, needsLibrary);
            if (python is null)
                tried.Append(CultureInfo.InvariantCulture, $"\n  {path}: {reason}");
            else if (Minor(python) > NewestVerified)
                tried.Append(CultureInfo.InvariantCulture, $"\n  {path}: Python {python.Number} is newer than the host was verified with ({NewestVerified}); name it in Python:Executable to use it");
            else if (best is null || python.Number > best.Number || (python.Number == best.Number && place < bestPlace))
                (best, bestPlace) = (python, place);
        }
        if (best is not null)
            return new Located.Found(best, "newest supported on this machine");
        var list = tried.Length == 0 ? "\n  (no python3 on PATH, in /usr/bin, /usr/local/bin or pyenv's versions)" : tried.ToString();
        return new Located.NotFound($"No usable Python was found. Tried:{list}\n{Advice(needsLibrary)}");
    }

    /// <summary>Those whose names tell nothing come first, then the newest by name; the place is the order of preference among equals.</summary>
    private static IEnumerable<(int Place, string Path, Version? Named)> ByNamedVersion(Func<string, string?> environment) =>
        PythonCandidates.OnThisMachine(environment)
            .Select((path, place) => (Place: place, Path: path, Named: PythonCandidates.NamedVersion(path)))
            .OrderBy(candidate => candidate.Named is not null).ThenByDescending(candidate => candidate.Named);

    private static (PythonDescription? Python, string Reason) Consider(string path, bool needsLibrary)
    {
        var (python, reason) = PythonInquiry.Ask(path);
        if (python is null)
            return (null, reason);
        if (python.Implementation != "cpython")
            return (null, $"is {python.Implementation}, not CPython");
        if (python.Number < Oldest)
            return (null, $"is Python {python.Number}, older than {Oldest}");
        if (!needsLibrary)
            return (python, "");
        if (python.Bits != IntPtr.Size * 8)
            return (null, $"is a {python.Bits}-bit build in a {IntPtr.Size * 8}-bit process");
        if (python.FreeThreaded)
            return (null, "is a free-threaded build, which cannot run inside this process");
        return python.Library is null
            ? (null, $"is Python {python.Number} without its shared library: {python.LibraryNames.FirstOrDefault() ?? "libpython"} is in none of its folders")
            : (python, "");
    }

    private static Version Minor(PythonDescription python) => new(python.Number.Major, python.Number.Minor);

    private static string Verb(string reason) => reason is "no such file" ? "does not exist" : reason;

    private static string Advice(bool needsLibrary) => needsLibrary
        ? $"Install Python {Oldest} or newer with its shared library (Debian: apt-get install libpython3.11; pyenv: PYTHON_CONFIGURE_OPTS=--enable-shared), name it in Python:Executable, or set Python:Pattern to Workers, which needs no shared library."
        : $"Install Python {Oldest} or newer (Debian: apt-get install python3) or name one in Python:Executable.";
}
