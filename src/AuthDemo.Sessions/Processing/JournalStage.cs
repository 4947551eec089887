using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Protocol;

namespace AuthDemo.Sessions.Processing;

/// <summary>
/// The second stage: events become durable. While the journal is unavailable the session waits; after <c>Sessions:Patience</c>, for a
/// completed order <c>Sessions:CompletionPatience</c>, it ends as unavailable.
/// </summary>
internal sealed class JournalStage(SessionServices services, SessionState session, PendingRequests requests, UnwrittenEvents events)
{
    private DateTimeOffset? _unavailableSince;

    /// <summary>The journal has the session.</summary>
    public bool IsWritten { get; set; }

    /// <summary>Another activation has written a newer record: this one must stop.</summary>
    public bool IsOutdated { get; private set; }

    public bool IsUnavailable => _unavailableSince is not null;

    /// <summary>The journal is unavailable, and what waits is a completed order.</summary>
    public bool IsCompletionDelayed => IsUnavailable && session.Record.State is AuthState.Completed;

    public async Task<WriteResult> WriteAsync()
    {
        if (events.IsEmpty)
            return WriteResult.Continue;
        var record = session.Record with
        {
            // A final session does not continue, so its secrets are not stored.
            ProtocolState = session.IsFinal ? default : session.ProtocolState,
            Awaited = session.IsFinal ? [] : requests.Ids,
        };
        switch (await services.Journal.AppendAsync(record, events.ToWrite(requests)))
        {
            case JournalWrite.Written:
                events.Clear();
                _unavailableSince = null;
                IsWritten = true;
                return WriteResult.Continue;
            case JournalWrite.Unavailable unavailable:
                SessionLog.JournalUnavailable(services.Logger, session.Id, unavailable.Why);
                _unavailableSince ??= session.Now;
                var patience = IsCompletionDelayed ? services.Options.LongestPatience : services.Options.Patience;
                return session.Now - _unavailableSince < patience ? WriteResult.Wait : GiveUp(_unavailableSince.Value);
            case JournalWrite.ProofUsed:
                SessionLog.ProofUsed(services.Logger, session.Id);
                RejectProof();
                return await WriteAsync();
            case JournalWrite.Outdated:
                SessionLog.Outdated(services.Logger, session.Id);
                IsOutdated = true;
                return WriteResult.Wait;
            case var other:
                throw new System.Diagnostics.UnreachableException($"A journal write without a case: {other.GetType().Name}.");
        }
    }

    /// <summary>Drops events whose write failed and which must not be written later.</summary>
    public void Discard()
    {
        events.Clear();
        _unavailableSince = null;
    }

    // The refused proof is stored, so that it can be investigated.
    private void RejectProof()
    {
        var end = new AuthState.Rejected("signature") { Message = services.Messages.Find(HostOutcome.RejectedSignature) };
        session.Change(session.Record with { State = end, Evidence = session.Record.Evidence! with { Verified = "proof_used" }, At = session.Now });
        events.ReplaceEnd(SessionEvents.End(end, session.Record.At));
    }

    // Followers see this end although it is not written: nothing else can be shown, and it claims no success. The write is tried again
    // each second, so that the journal gets the end when it is back.
    private WriteResult GiveUp(DateTimeOffset since)
    {
        if (session.Record.State is AuthState.Unavailable { What: AuthState.Unavailable.Journal })
            return WriteResult.Continue;
        requests.RemoveUnsentExceptCancels();
        var end = new AuthState.Unavailable(AuthState.Unavailable.Journal, since, null)
        {
            Message = services.Messages.Find(HostOutcome.JournalUnavailable),
        };
        session.Change(session.Record with { State = end, Evidence = null, At = session.Now });
        events.ReplaceEnd(SessionEvents.End(end, session.Record.At));
        return WriteResult.GivenUp;
    }
}

/// <summary>What a write means for the stages behind it.</summary>
internal enum WriteResult
{
    /// <summary>Publish and send.</summary>
    Continue,

    /// <summary>Publish nothing and send nothing.</summary>
    Wait,

    /// <summary>The session has just ended because of the journal: publish the end, and drop what was to be processed.</summary>
    GivenUp,
}
