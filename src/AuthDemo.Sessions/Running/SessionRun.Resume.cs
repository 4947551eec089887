using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Protocol;

namespace AuthDemo.Sessions.Running;

/// <summary>What follows the loss of the activation that ran the session before.</summary>
internal sealed partial class SessionRun
{
    // A lost activation may have told so many snapshots, at most, after its last write.
    private const long VersionLeap = 100_000;

    // It may also have collected since, and nothing is known of the answer.
    private bool _mayHaveLostAnAnswer;

    /// <summary>
    /// Takes up what the journal holds. An answer that arrived before the loss is digested now, at the time when it arrived. Other
    /// requests that were under way are lost with whoever sent them; the module is told so.
    /// </summary>
    /// <param name="parts">What the run works with.</param>
    /// <param name="time">The service's clock.</param>
    /// <param name="record">The session as it was last written.</param>
    /// <param name="kept">The last answer that arrived, if one was kept. It counts when nothing was written since its request was sent.</param>
    public static SessionRun Resume(SessionParts parts, TimeProvider time, SessionRecord record, StoredResponse? kept)
    {
        if (record.State.IsFinal || kept?.Version < record.Version)
            kept = null;
        var left = kept?.At > record.At ? kept.At : record.At;
        var run = new SessionRun(parts, new SessionClock(time, left), record) { _state = record.ProtocolState, IsWritten = true };
        if (run.IsFinal)
            return run;
        run._session = record with { Version = record.Version + VersionLeap };
        run.LastPublished = run.Snapshot();
        run._unwritten.Add(new SessionEvent.Resumed(run._clock.Now) { Answer = kept?.Purpose });
        run.BumpVersion();
        if (kept is not null)
            run.TakeKept(kept);
        foreach (var effect in record.Awaited.Where(effect => effect != kept?.Effect))
            run._inbox.Enqueue(new SeamEvent.Response(effect, new TransportReply.NotAnswered(TransportError.Reset)));
        run._inbox.Enqueue(new SeamEvent.Tick());
        run._mayHaveLostAnAnswer = kept is not null || record.Awaited.Count == 0;
        return run;
    }

    private void TakeKept(StoredResponse kept)
    {
        var reply = new TransportReply.Answered(kept.Status, [.. kept.Headers], kept.Body) { Host = kept.Host, Took = kept.Took };
        _state = kept.ProtocolState;
        _calls.Add(kept.Path, reply);
        _inbox.Enqueue(new SeamEvent.Response(kept.Effect, reply) { At = kept.At });
    }

    /// <summary>
    /// The answer to a collect as the module is to see it. BankID hands out a final result once and does not know the order after
    /// that: if the answer went to the activation that is gone, the refusal of this one means so. The module knows that rule, but
    /// it must know that an answer was lost; so that is what it hears first, and it asks again.
    /// </summary>
    private TransportReply AfterInterruption(TransportReply reply)
    {
        if (!_mayHaveLostAnAnswer || reply is not TransportReply.Answered answered)
            return reply;
        _mayHaveLostAnAnswer = false;
        return answered.Status is >= 400 and < 500 ? new TransportReply.NotAnswered(TransportError.Reset) : reply;
    }
}
