using System.Collections.Concurrent;
using AuthDemo.Sessions.Journaling;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AuthDemo.Sessions.Running;

/// <summary>
/// Takes up, once after the start, what the journal says is running: sessions whose node is gone and that nobody asks for. Each goes
/// on, or ends with a reason. One that the journal will not give yet is tried again until it does: nobody else would. Answers that
/// are kept of sessions that have ended go.
/// </summary>
internal sealed partial class RunningSessions(
    ISessionJournal journal, IResponseStore answers, IGrainFactory grains, TimeProvider time, ILogger<RunningSessions> logger) : BackgroundService
{
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var kept = answers.Sessions(); // before the journal is read: what is kept later is of sessions that started since
            var sessions = await ReadAsync(stoppingToken);
            foreach (var ended in kept.Except(sessions))
                answers.Forget(ended);
            for (var pause = s_again; sessions.Count > 0; pause = pause < s_longestPause ? pause * 2 : pause)
            {
                var left = new ConcurrentBag<SessionId>();
                await Parallel.ForEachAsync(sessions, stoppingToken, async (id, _) =>
                {
                    if (!await WakeAsync(id))
                        left.Add(id);
                });
                LogTakenUp(logger, sessions.Count - left.Count);
                if (left.IsEmpty)
                    break;
                sessions = [.. left];
                await Task.Delay(pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops before the journal could be read.
        }
    }

    private async Task<IReadOnlyList<SessionId>> ReadAsync(CancellationToken stopping)
    {
        while (true)
        {
            switch (await journal.RunningAsync(stopping))
            {
                case JournalRunning.Found found:
                    return found.Sessions;
                case JournalRunning.Unavailable unavailable:
                    LogUnreadable(logger, unavailable.Why);
                    await Task.Delay(s_again, time, stopping);
                    break;
            }
        }
    }

    private async Task<bool> WakeAsync(SessionId id)
    {
        try
        {
            return await grains.GetGrain<IAuthSessionGrain>(id.Value).WakeAsync();
        }
        // One session that cannot be taken up must not keep the others from it; it has its turn again.
        catch (Exception failure)
        {
            LogNotTakenUp(logger, id, failure.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Took up {Count} running sessions from the journal")]
    private static partial void LogTakenUp(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The journal cannot be read: {Why}")]
    private static partial void LogUnreadable(ILogger logger, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Session {Session}: could not be taken up: {Failure}")]
    private static partial void LogNotTakenUp(ILogger logger, SessionId session, string failure);
}
