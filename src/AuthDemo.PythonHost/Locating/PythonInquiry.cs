using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace AuthDemo.PythonHost.Locating;

/// <summary>Asks an executable what Python it is. Answers are kept for as long as the file does not change.</summary>
internal static class PythonInquiry
{
    private const string Question = """
        import sys, json, sysconfig
        v = sysconfig.get_config_var
        folders = [v('LIBDIR') and v('MULTIARCH') and v('LIBDIR') + '/' + v('MULTIARCH'), v('LIBDIR'), sys.base_prefix + '/lib', v('LIBPL'),
                   v('PYTHONFRAMEWORKPREFIX') and v('PYTHONFRAMEWORKPREFIX') + '/Python.framework/Versions/%d.%d' % sys.version_info[:2],
                   sys.base_prefix]
        names = [v('INSTSONAME'), v('LDLIBRARY'), 'libpython%d.%d.so.1.0' % sys.version_info[:2],
                 'libpython%d.%d.dylib' % sys.version_info[:2], 'Python', 'python%d%d.dll' % sys.version_info[:2]]
        dynamic = lambda n: n and not n.endswith('.a') and '/' not in n
        print(json.dumps({'executable': sys.executable, 'version': list(sys.version_info[:3]),
            'implementation': sys.implementation.name, 'base_prefix': sys.base_prefix,
            'library_folders': [f for f in folders if f], 'library_names': [n for n in names if dynamic(n)],
            'free_threaded': bool(v('Py_GIL_DISABLED')), 'bits': 64 if sys.maxsize > 2**32 else 32}))
        """;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private static readonly ConcurrentDictionary<(string Path, DateTime Written), (PythonDescription?, string)> s_answers = new();

    /// <summary>The description, or null and why there is none.</summary>
    public static (PythonDescription? Description, string Reason) Ask(string executable)
    {
        if (!File.Exists(executable))
            return (null, "no such file");
        return s_answers.GetOrAdd((executable, File.GetLastWriteTimeUtc(executable)), static key => AskNow(key.Path));
    }

    private static (PythonDescription?, string) AskNow(string executable)
    {
        try
        {
            var start = new ProcessStartInfo(executable, ["-I", "-S", "-c", Question])
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync();
            var answer = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(s_patience))
            {
                process.Kill(entireProcessTree: true);
                return (null, $"gave no answer within {s_patience.TotalSeconds:0} s");
            }
            return process.ExitCode == 0
                ? Understand(answer.GetAwaiter().GetResult())
                : (null, $"ended with exit code {process.ExitCode}: {LastLine(errors.GetAwaiter().GetResult())}");
        }
        catch (Win32Exception e)
        {
            return (null, $"could not be started: {e.Message}");
        }
    }

    private static (PythonDescription?, string) Understand(string answer)
    {
        try
        {
            var description = JsonSerializer.Deserialize<PythonDescription>(answer);
            return description is { Version.Length: 3, Executable: not null, LibraryFolders: not null, LibraryNames: not null }
                ? (description, "")
                : (null, "is not a Python: its answer lacks members");
        }
        catch (JsonException)
        {
            return (null, "is not a Python: its answer could not be read");
        }
    }

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "no message";
}
