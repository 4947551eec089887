using AuthDemo.Journal.Storage;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Journaling;
using Microsoft.Extensions.Logging;

namespace AuthDemo.Journal.Sessions;

/// <summary>
/// Stores the last response to each running session in a file of its own, in the data folder's <c>answers</c>, sealed with the session's key.
/// </summary>
/// <remarks>
/// Theory of operation. What a process has written to a file survives the process, flushed or not, because the operating system has it.
/// So a response costs one small write into the page cache instead of a flush, and a crash between response and commit loses nothing. A
/// power cut may lose what was not flushed. A file is overwritten in place: a partly written one fails authentication and counts as
/// missing. Erasing the session's key makes the file unreadable too, and a response to a session that has ended is not stored at all.
/// </remarks>
internal sealed partial class FileResponseStore(JournalLocation location, SessionKeys keys, ILogger<FileResponseStore> logger) : IResponseStore
{
    private const string Use = "answer";

    private static readonly FileStreamOptions s_overwrite = Overwrite();

    private volatile bool _isFailing;

    public void Store(SessionId session, StoredResponse response)
    {
        if (keys.FindCached(session) is not { } key)
            return;
        try
        {
            PrivateDirectory.Create(location.Responses);
            using var file = new FileStream(PathOf(session), s_overwrite);
            file.Write(key.Seal(RecordJson.Write(response), Use));
            _isFailing = false;
        }
        catch (Exception e) when (IsFileError(e))
        {
            // Logged once, not for each response.
            if (!_isFailing)
                LogFailed(e.GetType().Name);
            _isFailing = true;
        }
    }

    public async Task<StoredResponse?> FindAsync(SessionId session, CancellationToken cancellation = default)
    {
        try
        {
            var @sealed = await File.ReadAllBytesAsync(PathOf(session), cancellation);
            var key = await keys.FindAsync(session, cancellation);
            return key?.Open(@sealed, Use) is { } json ? RecordJson.Read<StoredResponse>(json) : null;
        }
        catch (Exception e) when (IsFileError(e) || DatabaseErrors.Classify(e) is not null)
        {
            return null;
        }
    }

    public void Remove(SessionId session)
    {
        try
        {
            File.Delete(PathOf(session));
        }
        catch (Exception e) when (IsFileError(e))
        {
            // Deleted at the next start.
        }
    }

    public IReadOnlyCollection<SessionId> Sessions()
    {
        try
        {
            return [.. Directory.EnumerateFiles(location.Responses)
                .Select(file => SessionId.TryParse(Path.GetFileName(file), out var session) ? session : default(SessionId?)).OfType<SessionId>()];
        }
        catch (Exception e) when (IsFileError(e))
        {
            return [];
        }
    }

    private string PathOf(SessionId session) => Path.Combine(location.Responses, session.Value);

    private static FileStreamOptions Overwrite()
    {
        var options = PrivateDirectory.NewFile(FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        options.BufferSize = 0;
        return options;
    }

    private static bool IsFileError(Exception e) => e is IOException or UnauthorizedAccessException;

    [LoggerMessage(LogLevel.Warning, "Responses cannot be stored ({Error}); one that arrives just before a crash would be lost")]
    private partial void LogFailed(string error);
}
