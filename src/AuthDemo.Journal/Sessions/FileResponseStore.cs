using AuthDemo.Journal.Storage;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Journaling;
using Microsoft.Extensions.Logging;

namespace AuthDemo.Journal.Sessions;

/// <summary>
/// The last answer to each running session, in a file of its own in the data folder's <c>answers</c>, sealed with the session's key.
/// </summary>
/// <remarks>
/// Theory of operation. What a process has written to a file outlives it, flushed or not: the system has it. So an answer costs one
/// small write into memory, not the millisecond of a flush, and a death of the process between answer and commit loses nothing. A
/// power cut may lose what was not flushed; against that there is only the journal. A file is overwritten in place: one that was
/// only half written does not open, which is as good as none. The key is the session's own, so that erasing the session erases this too, and an
/// answer to a session that has ended meanwhile is not kept at all.
/// </remarks>
internal sealed class FileResponseStore(JournalLocation place, SessionKeys keys, ILogger<FileResponseStore> logger) : IResponseStore
{
    private const string Use = "answer";

    private static readonly FileStreamOptions s_overwrite = new()
    {
        Mode = FileMode.Create,
        Access = FileAccess.Write,
        Share = FileShare.ReadWrite | FileShare.Delete,
        BufferSize = 0,
    };

    private volatile bool _isAway;

    public void Keep(SessionId session, StoredResponse answer)
    {
        if (keys.FindCached(session) is not { } key)
            return;
        try
        {
            PrivateDirectory.Create(place.Answers);
            using var file = new FileStream(FileOf(session), s_overwrite);
            file.Write(key.Seal(RecordJson.Write(answer), Use));
            _isAway = false;
        }
        catch (Exception e) when (IsTrouble(e))
        {
            // Once, not for each answer.
            if (!_isAway)
                logger.LogWarning("Answers cannot be kept: {Trouble}. One that arrives just before a crash is lost.", e.GetType().Name);
            _isAway = true;
        }
    }

    public async Task<StoredResponse?> FindAsync(SessionId session, CancellationToken cancellation = default)
    {
        try
        {
            var @sealed = await File.ReadAllBytesAsync(FileOf(session), cancellation);
            var key = await keys.FindAsync(session, cancellation);
            return key?.Open(@sealed, Use) is { } json ? RecordJson.Read<StoredResponse>(json) : null;
        }
        catch (Exception e) when (IsTrouble(e) || DatabaseErrors.Classify(e) is not null)
        {
            return null;
        }
    }

    public void Forget(SessionId session)
    {
        try
        {
            File.Delete(FileOf(session));
        }
        catch (Exception e) when (IsTrouble(e))
        {
            // The next start takes it away.
        }
    }

    public IReadOnlyCollection<SessionId> Sessions()
    {
        try
        {
            return [.. Directory.EnumerateFiles(place.Answers)
                .Select(file => SessionId.TryParse(Path.GetFileName(file), out var session) ? session : default(SessionId?)).OfType<SessionId>()];
        }
        catch (Exception e) when (IsTrouble(e))
        {
            return [];
        }
    }

    private string FileOf(SessionId session) => Path.Combine(place.Answers, session.Value);

    private static bool IsTrouble(Exception e) => e is IOException or UnauthorizedAccessException;
}
