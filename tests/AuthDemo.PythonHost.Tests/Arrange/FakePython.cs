using System.Text.Json;
using AuthDemo.PythonHost.Locating;

namespace AuthDemo.PythonHost.Tests.Arrange;

/// <summary>An executable that describes itself as the test wants, and runs a real Python otherwise.</summary>
internal static class FakePython
{
    /// <param name="folder">Where the executable is made.</param>
    /// <param name="description">What it says of itself; null is the newest Python's description.</param>
    /// <param name="script">Run with <paramref name="argument"/> and the host's Python folder in place of what it is asked to run; null runs that.</param>
    /// <param name="argument">First argument of the script.</param>
    public static string Make(string folder, PythonDescription? description = null, string? script = null, string argument = "")
    {
        var path = Path.Combine(folder, "python3");
        var answer = JsonSerializer.Serialize((description ?? Pythons.Newest) with { Executable = path });
        var real = Pythons.Newest.Executable;
        var run = script is null ? $"exec '{real}' \"$@\"" : $"exec '{real}' -I '{script}' '{argument}' '{PythonFolder.Path}'";
        File.WriteAllText(path, $"#!/bin/sh\nif [ \"$2\" = -S ]; then echo '{answer}'; exit; fi\n{run}\n");
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        return path;
    }
}
