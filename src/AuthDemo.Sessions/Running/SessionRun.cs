using System.Diagnostics;
using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Operators;
using AuthDemo.Sessions.Protocol;
using Microsoft.Extensions.Logging;

namespace AuthDemo.Sessions.Running;

/// <summary>
/// One session under way. Not thread-safe: its grain calls it, one call at a time.
/// </summary>
/// <remarks>
/// Theory of operation. Everything that happens (an answer from BankID, the time, a wish of the person) is an event. An event goes
/// through four stages, in this order and no other:
/// <list type="number">
/// <item>digest: the protocol module turns state and event into the next state, and says what to send and when to be called;</item>
/// <item>write: what happened becomes durable in the journal;</item>
/// <item>tell: followers get the new snapshot;</item>
/// <item>send: requests to BankID begin, in the background; their answers are events.</item>
/// </list>
/// So nobody is told, and nothing is sent, of what a crash could take back. A stage that cannot be passed, because Python or the
/// journal is away, holds what is behind it and is tried again each second; when that has lasted for <c>Sessions:Patience</c>,
/// the session ends as unavailable. A final state is never left: what arrives later changes nothing. One exception serves BankID's
/// users: the answer to a start that the person cancelled meanwhile goes to the module, which may want to cancel that order.
/// </remarks>
internal sealed partial class SessionRun
{
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_shortestWake = TimeSpan.FromMilliseconds(20);

    // A request's end is reported at the latest so long after its time-out; a report that does not come then was lost on its way here.
    private static readonly TimeSpan s_report = TimeSpan.FromSeconds(5);

    private readonly BankIdProtocol _protocol;
    private readonly ProofCheck _proof;
    private readonly ISessionJournal _journal;
    private readonly IResponseStore _answers;
    private readonly SessionsOptions _options;
    private readonly SessionClock _clock;
    private readonly ILogger _logger;
    private readonly Queue<SeamEvent> _inbox = [];
    private readonly Queue<HttpEffect> _outbox = [];
    private readonly Dictionary<int, (string Purpose, string Path, DateTimeOffset LostAt)> _inFlight = [];
    private readonly CallTally _calls = new();
    private readonly List<SessionEvent> _unwritten = [];
    private SessionRecord _session;
    private ReadOnlyMemory<byte> _state;
    private DateTimeOffset? _wakeAt;
    private DateTimeOffset _ownerSeen;
    private DateTimeOffset? _pythonAwaySince;
    private DateTimeOffset? _journalAwaySince;

    private SessionRun(SessionParts parts, SessionClock clock, SessionRecord session)
    {
        (_protocol, _, _proof, _journal, _answers, _options, _logger) = parts;
        _clock = clock;
        _session = session;
        _ownerSeen = clock.Now;
        LastPublished = Snapshot();
    }

    /// <summary>What followers know.</summary>
    public AuthSnapshot LastPublished { get; private set; }

    /// <summary>Another activation has written since: this one must end without a further word.</summary>
    public bool IsOutdated { get; private set; }

    /// <summary>The journal has it.</summary>
    public bool IsWritten { get; private set; }

    public bool IsFinal => _session.State.IsFinal;

    public AuthIntent Intent => _session.Intent;

    public Device? Device => _session.Intent.Device;

    public bool IsReadable => !IsFinal || _clock.Now - _session.At < _options.FinalReadable;

    /// <summary>A person can still be signed in by it, once.</summary>
    public bool CanSignIn =>
        LastPublished.State is AuthState.Completed && _session.Intent.Flow is Flow.Auth && _session.SignedInAt is null && IsReadable
        && !(_session.ReturnMismatch is not null && _options.Policies.Session is PolicyMode.Block);

    /// <summary>Asks the module to begin. Nothing is written or sent before the first <see cref="ProcessAsync"/>.</summary>
    public static async Task<(SessionRun? Run, StartReply? Refusal)> BeginAsync(
        SessionParts parts, TimeProvider time, SessionId id, AuthIntent intent, string ownerHash, ActedBy? act = null)
    {
        var clock = new SessionClock(time);
        var now = clock.Now;
        var nonce = IntentRules.NeedsNonce(intent) ? RandomToken.New() : null;
        using var span = SessionSpans.Start("protocol begin", ActivityKind.Internal, id, order: 0);
        var reply = await parts.Protocol.BeginAsync(parts.Rules.Complete(intent, id, nonce), parts.Rules.Policies, now);
        switch (reply)
        {
            case ProtocolReply.Stepped { Step: var step }:
                var run = new SessionRun(parts, clock, new SessionRecord
                {
                    Id = id, OwnerHash = ownerHash, Intent = intent, Version = 0, State = new AuthState.Starting(),
                    ProtocolState = default, Awaited = [], StartedAt = now, At = now,
                    ReturnNonceHash = nonce is null ? null : RandomToken.Hash(nonce),
                });
                run._unwritten.Add(new SessionEvent.Started(now, intent.Flow, intent.Device) { Operator = act?.Operator });
                run._calls.Add("begin", reply, clock.Now - now);
                run.Apply(step);
                return (run, null);
            case ProtocolReply.Invalid invalid:
                return (null, new StartReply.Invalid(invalid.Fields));
            case ProtocolReply.Away away:
                LogPythonAway(parts.Log, id, away.Kind);
                return (null, new StartReply.Unavailable("python"));
            case ProtocolReply.Broken broken:
                LogBroken(parts.Log, id, broken.Kind);
                return (null, new StartReply.Unavailable("python"));
            default:
                throw new InvalidOperationException("A protocol reply without a case.");
        }
    }

    public bool IsOwnedBy(string ownerHash) => RandomToken.SameHash(_session.OwnerHash, ownerHash);

    /// <summary>The owner is there: follows, or just stopped following.</summary>
    public void OwnerSeen() => _ownerSeen = _clock.Now;

    public void Take(SeamEvent happened) => _inbox.Enqueue(happened);

    /// <summary>Takes an answer for a request that this run sent; any other is dropped.</summary>
    public void TakeAnswer(int effect, TransportReply reply)
    {
        if (!_inFlight.Remove(effect, out var request))
            return;
        _calls.Add(request.Path, reply);
        if (IsFinal && request.Purpose != HttpEffect.Start)
            return;
        _inbox.Enqueue(new SeamEvent.Response(effect, request.Purpose == HttpEffect.Collect ? AfterInterruption(reply) : reply));
    }

    /// <summary>Takes what the time brings.</summary>
    public void TakeTime()
    {
        if (IsFinal || _inbox.Count > 0)
            return;
        var now = _clock.Now;
        if (now >= OwnerGoneAt)
            _inbox.Enqueue(new SeamEvent.Cancel(CancelledBy.OwnerGone));
        else if (now >= _session.StartedAt + _options.TotalTime)
            _inbox.Enqueue(new SeamEvent.Cancel(CancelledBy.Expired));
        else if (now >= _wakeAt)
            _inbox.Enqueue(new SeamEvent.Tick());
    }

    /// <summary>Passes what was taken through the stages, as far as they can be passed now.</summary>
    /// <returns>What to tell, if anything changed, and what to send, in order.</returns>
    public async Task<ProcessingResult> ProcessAsync()
    {
        await DigestAsync();
        if (!await WriteAsync())
            return new ProcessingResult(null, [], RequestContext());
        // Not when the journal was given up: should this process die before the journal is back, the next one may do better.
        if (IsFinal && _unwritten.Count == 0)
            _answers.Forget(_session.Id);
        var snapshot = Snapshot();
        var changed = snapshot.Version > LastPublished.Version;
        LastPublished = snapshot;
        HttpEffect[] requests = [.. _outbox];
        _outbox.Clear();
        foreach (var request in requests)
            _inFlight[request.Id] = (request.Purpose, request.Path, _clock.Now + request.Timeout + s_report);
        return new ProcessingResult(changed ? snapshot : null, requests, RequestContext());
    }

    /// <summary>How long until <see cref="TakeTime"/> and <see cref="ProcessAsync"/> are due; null when nothing is to come.</summary>
    public TimeSpan? NextCall()
    {
        var now = _clock.Now;
        if (_pythonAwaySince is not null || _journalAwaySince is not null)
            return s_again;
        if (IsFinal)
            return null;
        var next = Earlier(OwnerGoneAt, _session.StartedAt + _options.TotalTime);
        if (_wakeAt is { } wake)
            next = Earlier(next, wake);
        return _inbox.Count > 0 || next <= now ? TimeSpan.Zero : next - now;
    }

    /// <summary>Signs in by the completed session, once; null when that cannot be, or cannot be written.</summary>
    public async Task<SignedIn?> SignInAsync()
    {
        if (!CanSignIn || _session.State is not AuthState.Completed completed)
            return null;
        var before = _session;
        _session = before with { SignedInAt = _clock.Now, Version = before.Version + 1 };
        _unwritten.Add(new SessionEvent.SignedIn(_clock.Now));
        if (await WriteAsync())
            return new SignedIn(completed.Identity, before.Id, before.At);
        _session = before;
        _unwritten.Clear();
        _journalAwaySince = null;
        return null;
    }

    // A phone session has no browser that could be gone.
    private DateTimeOffset OwnerGoneAt =>
        _session.Intent.Flow.IsByPhone() ? DateTimeOffset.MaxValue : _ownerSeen + _options.OwnerGoneAfter;

    private bool IsPatient(DateTimeOffset since) => _clock.Now - since < _options.Patience;

    private void BumpVersion() => _session = _session with { Version = _session.Version + 1 };

    private RequestContext RequestContext() => new(_session.Id, _session.Orders, _session.Version, _state, _clock.Now);

    private AuthSnapshot Snapshot() => new(
        _session.Id, _session.Version, _session.Intent.Flow, _session.Intent.Device, _session.Intent.Client, _session.State, _session.At);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
