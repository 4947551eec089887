using System.Threading.Channels;
using AuthDemo.PythonHost.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace AuthDemo.PythonHost.Hosting;

/// <summary>
/// While somebody edits the hosted code: a changed file replaces every runner by a fresh one, one after the other. Not
/// <c>importlib.reload</c>, which leaves old objects alive beside new ones. No call fails: those that run end with the old code, and a
/// file that does not import leaves the runners as they are.
/// </summary>
internal sealed partial class PythonFileWatch(
    PatternHost host, IPythonRunners runners, IOptions<PythonHostOptions> options, TimeProvider time, ILoggerFactory loggers) : BackgroundService
{
    /// <summary>Editors write a file in several steps, a checkout many files: they count as one change when they follow each other within this time.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    private readonly ILogger _logger = loggers.CreateLogger("AuthDemo.PythonHost");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.WatchFiles is not true)
            return;
        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var watches = new List<IDisposable>();
        try
        {
            foreach (var folder in host.SourceFolders.Where(Directory.Exists))
            {
                var files = new PhysicalFileProvider(folder);
                watches.Add(files);
                watches.Add(ChangeToken.OnChange(() => files.Watch("**/*.py"), () => changes.Writer.TryWrite(true)));
                LogWatching(folder);
            }
            while (await changes.Reader.WaitToReadAsync(stoppingToken))
            {
                while (changes.Reader.TryRead(out _))
                    await Task.Delay(Quiet, time, stoppingToken);
                await RollAsync(stoppingToken);
            }
        }
        catch (IOException e) // the system's limit of watches, say: worth a word, not the application
        {
            LogCanNotWatch(e.Message);
        }
        finally
        {
            foreach (var watch in watches)
                watch.Dispose();
        }
    }

    private async Task RollAsync(CancellationToken cancellation)
    {
        var replaced = 0;
        foreach (var runner in runners.Runners.Where(runner => runner.State is not (PythonRunnerState.Ending or PythonRunnerState.Lost)))
        {
            switch (await runners.RestartAsync(runner.Id, cancellation))
            {
                case RestartReply.Restarted:
                    replaced++;
                    break;
                case RestartReply.Failed failed:
                    LogDoesNotStart(failed.Message);
                    return;
                case RestartReply.Refused { Why: RestartRefusal.OnlyInterpreter }:
                    LogOnlyInterpreter();
                    return;
            }
        }
        if (replaced > 0)
            LogRolled(replaced);
    }

    [LoggerMessage(LogLevel.Information, "Python files under {Folder} are watched: a change replaces what runs them")]
    private partial void LogWatching(string folder);

    [LoggerMessage(LogLevel.Information, "Python files changed: {Count} interpreters or processes were replaced")]
    private partial void LogRolled(int count);

    [LoggerMessage(LogLevel.Error, "Python files changed and cannot be used; the previous code goes on serving: {Failure}")]
    private partial void LogDoesNotStart(string failure);

    [LoggerMessage(LogLevel.Warning, "Python files changed, but the only interpreter of this process keeps its code: restart the service, or set Python:Pattern to Interpreters or Workers while you edit")]
    private partial void LogOnlyInterpreter();

    [LoggerMessage(LogLevel.Warning, "Python files cannot be watched for changes (Python:WatchFiles): {Reason}")]
    private partial void LogCanNotWatch(string reason);
}
