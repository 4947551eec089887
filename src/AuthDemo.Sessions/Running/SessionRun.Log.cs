using Microsoft.Extensions.Logging;

namespace AuthDemo.Sessions.Running;

/// <summary>What a run tells the service's log: ids, kinds and reasons, never contents.</summary>
internal sealed partial class SessionRun
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Session {Session}: {From} -> {To} {Detail}")]
    private static partial void LogMoved(ILogger logger, SessionId session, string from, string to, string? detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {Session}: Python is away: {Kind}")]
    private static partial void LogPythonAway(ILogger logger, SessionId session, string kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "Session {Session}: the protocol seam is broken: {Kind}")]
    private static partial void LogBroken(ILogger logger, SessionId session, string kind);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {Session}: the journal is away: {Why}")]
    private static partial void LogJournalAway(ILogger logger, SessionId session, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {Session}: somebody else owns it now")]
    private static partial void LogOutdated(ILogger logger, SessionId session);
}
