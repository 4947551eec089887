using System.Diagnostics;

namespace AuthDemo.PythonHost.Tests.Arrange;

/// <summary>Processes of this machine, by their ids.</summary>
internal static class ProcessTable
{
    /// <summary>Waits until the process is no more, or only waits to be reaped.</summary>
    public static Task GoneAsync(string id) => Until.TrueAsync(() => !Lives(id), $"process {id} to end");

    public static bool Lives(string id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return !stat[(stat.LastIndexOf(')') + 2)..].StartsWith('Z');
        }
        catch (IOException)
        {
            return false;
        }
    }
}

/// <summary>Waiting for what nothing tells of.</summary>
internal static class Until
{
    private static readonly TimeSpan s_guard = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(2);

    /// <param name="condition">Looked at again and again.</param>
    /// <param name="what">What is waited for.</param>
    /// <param name="facts">What there was instead.</param>
    public static async Task TrueAsync(Func<bool> condition, string what, Func<string>? facts = null)
    {
        for (var guard = Stopwatch.StartNew(); !condition(); await Task.Delay(s_betweenLooks))
            if (guard.Elapsed > s_guard)
                Assert.Fail($"waited in vain for {what} {facts?.Invoke()}");
    }

    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        for (var guard = Stopwatch.StartNew(); !await condition(); await Task.Delay(s_betweenLooks))
            Assert.True(guard.Elapsed < s_guard, $"waited in vain for {what}");
    }

    /// <summary>The file's text, once it is there and has some.</summary>
    public static async Task<string> WrittenAsync(string file)
    {
        await TrueAsync(() => File.Exists(file) && new FileInfo(file).Length > 0, file);
        return await File.ReadAllTextAsync(file);
    }
}
