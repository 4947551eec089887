using System.Collections.Concurrent;
using AuthDemo.Sessions.Journaling;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AuthDemo.Sessions.Processing;

/// <summary>
/// Resumes, once after the start, the sessions that the journal lists as running: their node is gone and perhaps nobody asks for them.
/// Each continues, or ends with a reason. A session that cannot be read yet is tried again until it can. Stored responses of ended
/// sessions are removed.
/// </summary>
internal sealed partial class SessionRecovery(
    ISessionJournal journal, IResponseStore responses, IGrainFactory grains, TimeProvider time, ILogger<SessionRecovery> logger) : BackgroundService
{
    private static readonly TimeSpan s_retryInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longestInterval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var stored = responses.Sessions(); // before the journal is read: what is stored later belongs to sessions that started since
            var sessions = await ReadAsync(stoppingToken);
            foreach (var ended in stored.Except(sessions))
                responses.Remove(ended);
            for (var pause = s_retryInterval; sessions.Count > 0; pause = pause < s_longestInterval ? pause * 2 : pause)
            {
                var left = new ConcurrentBag<SessionId>();
                await Parallel.ForEachAsync(sessions, stoppingToken, async (id, _) =>
                {
                    if (!await ActivateAsync(id))
                        left.Add(id);
                });
                LogResumed(logger, sessions.Count - left.Count);
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
                    await Task.Delay(s_retryInterval, time, stopping);
                    break;
            }
        }
    }

    private async Task<bool> ActivateAsync(SessionId id)
    {
        try
        {
            return await grains.GetGrain<IAuthSessionGrain>(id.Value).ActivateAsync();
        }
        // One session that cannot be resumed must not stop the others; it is tried again.
        catch (Exception failure)
        {
            LogNotResumed(logger, id, failure.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Resumed {Count} running sessions from the journal")]
    private static partial void LogResumed(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The journal cannot be read: {Why}")]
    private static partial void LogUnreadable(ILogger logger, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Session {Session}: could not be resumed: {Failure}")]
    private static partial void LogNotResumed(ILogger logger, SessionId session, string failure);
}
