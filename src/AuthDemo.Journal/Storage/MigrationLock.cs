using System.Diagnostics;

namespace AuthDemo.Journal.Storage;

/// <summary>A lock file that one process holds while it migrates.</summary>
internal static class MigrationLock
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until no other process holds the file; disposing the stream releases it.</summary>
    /// <exception cref="IOException">Another process held it for 30 s, or the file cannot be created.</exception>
    public static async Task<FileStream> AcquireAsync(string path, CancellationToken cancellation)
    {
        // Real time, not the service's clock: the other process does not run by that clock.
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, PrivateDirectory.NewFile(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (File.Exists(path) && Stopwatch.GetElapsedTime(started) < s_timeout)
            {
                await Task.Delay(s_retry, cancellation);
            }
        }
    }
}
