using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Protocol;

namespace AuthDemo.Sessions.Processing;

/// <summary>Resumes a session whose activation was lost.</summary>
internal static class SessionResume
{
    // The lost activation may have published at most this many snapshots after its last write.
    private const long VersionLeap = 100_000;

    /// <summary>
    /// Continues from the journal's record. A response that arrived before the loss is processed now, with the time of its arrival. The
    /// module is told that the other requests in flight are lost.
    /// </summary>
    /// <param name="services">What the session needs.</param>
    /// <param name="time">The service's clock.</param>
    /// <param name="record">The session as it was last written.</param>
    /// <param name="stored">The last response that arrived, if it was stored. It counts unless the session was written after its request was sent.</param>
    public static SessionRun Resume(SessionServices services, TimeProvider time, SessionRecord record, StoredResponse? stored)
    {
        if (record.State.IsFinal || stored?.Version < record.Version)
            stored = null;
        var clock = new SessionClock(time, notBefore: stored?.At > record.At ? stored.At : record.At);
        var events = new UnwrittenEvents();
        if (record.State.IsFinal)
            return new SessionRun(services, new SessionState(record, clock), events, isWritten: true);

        var session = new SessionState(record with { Version = record.Version + VersionLeap }, clock);
        var run = new SessionRun(services, session, events, isWritten: true)
        {
            MayHaveLostResponse = stored is not null || record.Awaited.Count == 0,
        };
        events.Add(new SessionEvent.Resumed(session.Now) { Answer = stored?.Purpose });
        session.Change(session.Record);
        if (stored is not null)
        {
            var reply = new TransportReply.Answered(stored.Status, [.. stored.Headers], stored.Body) { Host = stored.Host, Took = stored.Took };
            session.ProtocolState = stored.ProtocolState;
            events.Calls.Add(stored.Path, reply);
            run.Enqueue(new SeamEvent.Response(stored.Effect, reply) { At = stored.At });
        }

        foreach (var effect in record.Awaited.Where(effect => effect != stored?.Effect))
            run.Enqueue(new SeamEvent.Response(effect, new TransportReply.NotAnswered(TransportError.Reset)));
        run.Enqueue(new SeamEvent.Tick());
        return run;
    }
}
