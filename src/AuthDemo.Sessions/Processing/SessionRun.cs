using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Protocol;

namespace AuthDemo.Sessions.Processing;

/// <summary>
/// One running session. Not thread-safe: its grain calls it, one call at a time.
/// </summary>
/// <remarks>
/// Everything that happens to a session (a response from BankID, a timer, a click) is an event. Events pass four stages, always in this
/// order:
/// <list type="number">
/// <item>process (<see cref="ProtocolStage"/>): the protocol module turns state and event into the next state;</item>
/// <item>write (<see cref="JournalStage"/>): what happened becomes durable in the journal;</item>
/// <item>publish: followers get the new snapshot;</item>
/// <item>send: requests to BankID begin in the background; their responses are events.</item>
/// </list>
/// So nothing is published or sent that a crash could undo. When Python or the journal is unavailable, the stages behind wait and the
/// work is tried again each second; after <c>Sessions:Patience</c> the session ends as unavailable. A final state never changes. There is
/// one exception: the response to a start that was cancelled meanwhile goes to the module, which may have to cancel that order.
/// </remarks>
internal sealed class SessionRun
{
    private static readonly TimeSpan s_retryInterval = TimeSpan.FromSeconds(1);

    private readonly SessionServices _services;
    private readonly SessionState _session;
    private readonly UnwrittenEvents _events;
    private readonly PendingRequests _requests = new();
    private readonly ProtocolStage _protocol;
    private readonly JournalStage _journal;
    private readonly SessionDeadlines _deadlines;

    public SessionRun(SessionServices services, SessionState session, UnwrittenEvents events, bool isWritten = false)
    {
        _services = services;
        _session = session;
        _events = events;
        _protocol = new ProtocolStage(services, session, _requests, events);
        _journal = new JournalStage(services, session, _requests, events) { IsWritten = isWritten };
        _deadlines = new SessionDeadlines(session, services.Options);
        LastPublished = session.Snapshot();
    }

    /// <summary>What followers have.</summary>
    public AuthSnapshot LastPublished { get; private set; }

    /// <summary>Another activation has written a newer record: this one must stop without publishing anything.</summary>
    public bool IsOutdated => _journal.IsOutdated;

    /// <summary>The journal has the session.</summary>
    public bool IsWritten => _journal.IsWritten;

    public bool IsFinal => _session.IsFinal;

    public AuthIntent Intent => _session.Record.Intent;

    public bool IsReadable => !IsFinal || _session.Now - _session.Record.At < _services.Options.FinalReadable;

    /// <summary>The session can still sign its owner in, once.</summary>
    public bool CanSignIn =>
        LastPublished.State is AuthState.Completed && Intent.Flow is Flow.Auth && _session.Record.SignedInAt is null && IsReadable
        && !(_session.Record.ReturnMismatch is not null && _services.Options.Policies.Session is PolicyMode.Block);

    /// <summary>A lost activation may have got a response to a collect that nobody knows of.</summary>
    public bool MayHaveLostResponse { get; set; }

    public bool IsOwnedBy(string ownerHash) => RandomToken.SameHash(_session.Record.OwnerHash, ownerHash);

    public void OwnerSeen() => _deadlines.OwnerSeen();

    /// <summary>Applies the module's first step.</summary>
    public void Begin(Step step) => _protocol.Apply(step);

    public void Enqueue(SeamEvent happened) => _protocol.Enqueue(happened);

    /// <summary>Enqueues the reply to a request of this session. A reply to any other request is dropped.</summary>
    public void EnqueueReply(int requestId, TransportReply reply)
    {
        if (_requests.Complete(requestId) is not { } request)
            return;
        _events.Calls.Add(request.Path, reply);
        if (IsFinal && request.Purpose != BankIdRequest.Start)
            return;
        var isFirstResponse = MayHaveLostResponse && request.Purpose == BankIdRequest.Collect && reply is TransportReply.Answered;
        if (isFirstResponse)
            MayHaveLostResponse = false;
        Enqueue(new SeamEvent.Response(requestId, reply) { IsAfterInterruption = isFirstResponse });
    }

    /// <summary>Enqueues what the time has brought.</summary>
    public void EnqueueDueEvent()
    {
        if (!IsFinal && !_protocol.HasEvents && _deadlines.DueEvent(_protocol.TickAt) is { } due)
            Enqueue(due);
    }

    /// <summary>Records the arrival of a browser at the return address; true when it must be processed.</summary>
    public bool RecordReturn(bool isOwner, string? nonceHash)
    {
        var policy = _services.Options.Policies.Session;
        if (policy is PolicyMode.Off || ReturnCheck.FindMismatch(_session.Record, isOwner, nonceHash) is not { } mismatch)
            return false;
        _events.Add(new SessionEvent.ReturnMismatched(_session.Now, mismatch));
        _session.Change(_session.Record with { ReturnMismatch = mismatch });
        if (policy is PolicyMode.Block && !IsFinal)
            Enqueue(new SeamEvent.Cancel(CancelledBy.Superseded)
            {
                As = new AuthState.Rejected("session") { Message = _services.Messages.Find(HostOutcome.RejectedSession) },
            });
        return true;
    }

    /// <summary>The proof of the completed session, as a file; null when there is none.</summary>
    public EvidenceBundle? WriteEvidence() => LastPublished.State is AuthState.Completed && _session.Record.Evidence is { } evidence
        ? EvidenceBundleWriter.Write(_session.Record, evidence)
        : null;

    /// <summary>Passes the enqueued events through the stages, as far as possible now.</summary>
    /// <returns>What the grain must publish and send.</returns>
    public async Task<ProcessingResult> ProcessAsync()
    {
        await _protocol.ProcessAsync();
        switch (await _journal.WriteAsync())
        {
            case WriteResult.Wait:
                return new ProcessingResult(DelayNotice(), [], _session.RequestContext());
            case WriteResult.GivenUp:
                _protocol.RemoveEvents();
                break;
        }

        // After the session gave the journal up, the response stays: if this process dies before the end is written, the next one may
        // still complete the session.
        if (IsFinal && _events.IsEmpty)
            _services.Responses.Remove(_session.Id);
        // A notice of the delay took this version.
        if (_session.Record.Version == LastPublished.Version && _session.Record.State != LastPublished.State)
            _session.Change(_session.Record);
        var snapshot = _session.Snapshot();
        var isChanged = snapshot.Version > LastPublished.Version;
        LastPublished = snapshot;
        return new ProcessingResult(isChanged ? snapshot : null, _requests.StartSending(_session.Now), _session.RequestContext());
    }

    // Claims nothing that a crash could undo: the person has finished in the app, and the result is being saved.
    private AuthSnapshot? DelayNotice()
    {
        if (!_journal.IsCompletionDelayed || LastPublished.Version >= _session.Record.Version)
            return null;
        var notice = new AuthState.Processing { Message = _services.Messages.Find(HostOutcome.CompletionDelayed) };
        return LastPublished = _session.Snapshot() with { State = notice };
    }

    /// <summary>How long until <see cref="EnqueueDueEvent"/> and <see cref="ProcessAsync"/> are due; null when nothing is to come.</summary>
    public TimeSpan? NextDue()
    {
        if (_protocol.IsUnavailable || _journal.IsUnavailable)
            return s_retryInterval;
        if (IsFinal)
            return null;
        var next = _deadlines.Next(_protocol.TickAt);
        var now = _session.Now;
        return _protocol.HasEvents || next <= now ? TimeSpan.Zero : next - now;
    }

    /// <summary>Signs in by the completed session, once; null when it must not be, or cannot be written.</summary>
    public async Task<SignedIn?> SignInAsync()
    {
        if (!CanSignIn || _session.Record.State is not AuthState.Completed completed)
            return null;
        var before = _session.Record;
        _session.Change(before with { SignedInAt = _session.Now });
        _events.Add(new SessionEvent.SignedIn(_session.Now));
        if (await _journal.WriteAsync() is WriteResult.Continue)
            return new SignedIn(completed.Identity, before.Id, before.At);
        _session.ChangeUnseen(before);
        _journal.Discard();
        return null;
    }
}
