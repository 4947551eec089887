using Microsoft.Extensions.Logging;

namespace AuthDemo.Sessions.Processing;

/// <summary>Log messages of a session: ids, kinds and reasons, never contents.</summary>
internal static partial class SessionLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Session {Session}: {From} -> {To} {Detail}")]
    public static partial void Moved(ILogger logger, SessionId session, AuthStateKind from, AuthStateKind to, string? detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {Session}: Python is unavailable: {Kind}")]
    public static partial void PythonUnavailable(ILogger logger, SessionId session, string kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "Session {Session}: the protocol module broke the contract: {Problem}")]
    public static partial void SeamBroken(ILogger logger, SessionId session, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {Session}: the journal is unavailable: {Why}")]
    public static partial void JournalUnavailable(ILogger logger, SessionId session, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {Session}: another activation owns the session now")]
    public static partial void Outdated(ILogger logger, SessionId session);

    [LoggerMessage(Level = LogLevel.Error, Message = "Session {Session}: the proof of the completed order was used by another session before; rejected")]
    public static partial void ProofUsed(ILogger logger, SessionId session);

    [LoggerMessage(Level = LogLevel.Information, Message = "Session {Session}: resumed from the journal")]
    public static partial void Resumed(ILogger logger, SessionId session);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {Session}: the journal cannot be read: {Why}")]
    public static partial void Unreadable(ILogger logger, SessionId session, string why);
}
