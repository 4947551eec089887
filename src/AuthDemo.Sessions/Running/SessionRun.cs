using AuthDemo.Sessions.Asking;
using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Evidencing;
using AuthDemo.Sessions.Journaling;
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

    private readonly BankIdProtocol _protocol;
    private readonly ProofCheck _proof;
    private readonly ISessionJournal _journal;
    private readonly SessionsOptions _options;
    private readonly SessionClock _clock;
    private readonly ILogger _log;
    private readonly Queue<SeamEvent> _inbox = [];
    private readonly Queue<HttpEffect> _outbox = [];
    private readonly Dictionary<int, string> _inFlight = [];
    private readonly List<SessionEvent> _unwritten = [];
    private SessionRecord _session;
    private ReadOnlyMemory<byte> _state;
    private DateTimeOffset? _wakeAt;
    private DateTimeOffset _ownerSeen;
    private DateTimeOffset? _pythonAwaySince;
    private DateTimeOffset? _journalAwaySince;

    private SessionRun(SessionParts parts, SessionClock clock, SessionRecord session)
    {
        (_protocol, _, _proof, _journal, _options, _log) = parts;
        _clock = clock;
        _session = session;
        _ownerSeen = clock.Now;
        Told = Snapshot();
    }

    /// <summary>What followers know.</summary>
    public AuthSnapshot Told { get; private set; }

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
        Told.State is AuthState.Completed && _session.Intent.Flow is Flow.Auth && _session.SignedInAt is null && IsReadable
        && !(_session.ReturnMismatch is not null && _options.Policies.Session is PolicyMode.Block);

    /// <summary>Asks the module to begin. Nothing is written or sent before the first <see cref="PassAsync"/>.</summary>
    public static async Task<(SessionRun? Run, StartReply? Refusal)> BeginAsync(
        SessionParts parts, TimeProvider time, SessionId id, AuthIntent intent, string ownerHash, ActedBy? act = null)
    {
        var clock = new SessionClock(time);
        var now = clock.Now;
        var nonce = IntentRules.NeedsNonce(intent) ? RandomToken.New() : null;
        switch (await parts.Protocol.BeginAsync(parts.Rules.Complete(intent, id, nonce), parts.Rules.Policies, now))
        {
            case ProtocolReply.Stepped { Step: var step }:
                var run = new SessionRun(parts, clock, new SessionRecord
                {
                    Id = id, OwnerHash = ownerHash, Intent = intent, Version = 0, State = new AuthState.Starting(),
                    ProtocolState = default, Awaited = [], StartedAt = now, At = now,
                    ReturnNonceHash = nonce is null ? null : RandomToken.Hash(nonce),
                });
                run._unwritten.Add(new SessionEvent.Started(now, intent.Flow, intent.Device) { Operator = act?.Operator });
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
        if (_inFlight.Remove(effect, out var purpose) && (!IsFinal || purpose == HttpEffect.Start))
            _inbox.Enqueue(new SeamEvent.Answer(effect, purpose == HttpEffect.Collect ? AfterInterruption(reply) : reply));
    }

    /// <summary>Takes what the time brings.</summary>
    public void TakeTime()
    {
        if (IsFinal || _inbox.Count > 0) return;
        var now = _clock.Now;
        if (now >= OwnerGoneAt) _inbox.Enqueue(new SeamEvent.Cancel(CancelledBy.OwnerGone));
        else if (now >= _session.StartedAt + _options.TotalTime) _inbox.Enqueue(new SeamEvent.Cancel(CancelledBy.Expired));
        else if (now >= _wakeAt) _inbox.Enqueue(new SeamEvent.Tick());
    }

    /// <summary>Passes what was taken through the stages, as far as they can be passed now.</summary>
    /// <returns>What to tell, if anything changed, and what to send, in order.</returns>
    public async Task<Passed> PassAsync()
    {
        await DigestAsync();
        if (!await WriteAsync()) return new Passed(null, []);
        var snapshot = Snapshot();
        var changed = snapshot.Version > Told.Version;
        Told = snapshot;
        HttpEffect[] requests = [.. _outbox];
        _outbox.Clear();
        foreach (var request in requests) _inFlight[request.Id] = request.Purpose;
        return new Passed(changed ? snapshot : null, requests);
    }

    /// <summary>How long until <see cref="TakeTime"/> and <see cref="PassAsync"/> are due; null when nothing is to come.</summary>
    public TimeSpan? NextCall()
    {
        var now = _clock.Now;
        if (_pythonAwaySince is not null || _journalAwaySince is not null) return s_again;
        if (IsFinal) return null;
        var next = Earlier(OwnerGoneAt, _session.StartedAt + _options.TotalTime);
        if (_wakeAt is { } wake) next = Earlier(next, wake);
        return _inbox.Count > 0 || next <= now ? TimeSpan.Zero : next - now;
    }

    /// <summary>Signs in by the completed session, once; null when that cannot be, or cannot be written.</summary>
    public async Task<SignedIn?> SignInAsync()
    {
        if (!CanSignIn || _session.State is not AuthState.Completed completed) return null;
        var before = _session;
        _session = before with { SignedInAt = _clock.Now, Version = before.Version + 1 };
        _unwritten.Add(new SessionEvent.SignedIn(_clock.Now));
        if (await WriteAsync()) return new SignedIn(completed.Identity, before.Id, before.At);
        _session = before;
        _unwritten.Clear();
        _journalAwaySince = null;
        return null;
    }

    private async Task DigestAsync()
    {
        while (_inbox.TryPeek(out var happened))
        {
            if (IsFinal && happened is not SeamEvent.Answer)
            {
                _inbox.Dequeue();
                continue;
            }

            switch (await _protocol.AdvanceAsync(_state, happened, _clock.Now))
            {
                case ProtocolReply.Stepped { Step: var step }:
                    _pythonAwaySince = null;
                    _inbox.Dequeue();
                    Apply(await _proof.JudgeAsync(_session, step, _clock.Now), happened);
                    break;
                case ProtocolReply.Away away:
                    LogPythonAway(_log, _session.Id, away.Kind);
                    _pythonAwaySince ??= _clock.Now;
                    if (IsPatient(_pythonAwaySince.Value)) return;
                    End(new AuthState.Unavailable("python", _pythonAwaySince.Value, null) { Message = "RFA5" });
                    break;
                case ProtocolReply.Broken broken:
                    LogBroken(_log, _session.Id, broken.Kind);
                    End(new AuthState.Failed("internal_error", CanRetry: true, Raw: null) { Message = "RFA22" });
                    break;
                default:
                    LogBroken(_log, _session.Id, "a step was expected");
                    End(new AuthState.Failed("internal_error", CanRetry: true, Raw: null) { Message = "RFA22" });
                    break;
            }
        }
    }

    private void Apply(Step step, SeamEvent? happened = null)
    {
        _state = step.State;
        foreach (var effect in step.Effects) _outbox.Enqueue(effect);
        if (IsFinal) return;
        var now = _clock.Now;
        _wakeAt = step.Wake is { } wake ? now + (wake > s_shortestWake ? wake : s_shortestWake) : null;
        if (happened is SeamEvent.SwitchDevice move)
        {
            _session = _session with { Intent = _session.Intent with { Device = move.Device, Client = move.Client } };
            _unwritten.Add(new SessionEvent.DeviceSwitched(now, move.Device));
            BumpVersion();
        }

        if (happened is not SeamEvent.Cancel cancel)
        {
            MoveTo(step.Outcome, step.Evidence);
            return;
        }

        MoveTo(cancel.As ?? step.Outcome, step.Evidence, cancel.Operator);
        if (IsFinal) return;
        LogBroken(_log, _session.Id, "not ended by cancel");
        End(new AuthState.Cancelled(cancel.By));
    }

    private void MoveTo(AuthState state, Evidence? evidence, ActedBy? act = null)
    {
        var before = _session.State;
        if (_session.Version > 0 && state == before) return;
        _session = _session with { State = state, Evidence = evidence, At = _clock.Now };
        BumpVersion();
        var happened = Happenings.Between(before, state, _session.At)
            .Select(what => what is SessionEvent.Ended ended && act is not null ? ended with { Operator = act } : what).ToList();
        _unwritten.AddRange(happened);
        if (happened.Count > 0) LogMoved(_log, _session.Id, Happenings.Kind(before), Happenings.Kind(state), Happenings.Detail(state));
    }

    /// <summary>Ends the session without the module: nothing that it still wanted is done.</summary>
    private void End(AuthState state)
    {
        _inbox.Clear();
        _outbox.Clear();
        _wakeAt = null;
        _pythonAwaySince = null;
        if (!IsFinal) MoveTo(state, evidence: null);
    }

    /// <summary>False when the stages behind this one must wait.</summary>
    private async Task<bool> WriteAsync()
    {
        if (_unwritten.Count == 0) return true;
        var record = _session with
        {
            // A final session is not gone on with, so its secrets need not be kept.
            ProtocolState = IsFinal ? default : _state,
            Awaited = IsFinal ? [] : [.. _inFlight.Keys, .. _outbox.Select(effect => effect.Id)],
        };
        switch (await _journal.AppendAsync(record, [.. _unwritten]))
        {
            case JournalWrite.Written:
                _unwritten.Clear();
                _journalAwaySince = null;
                IsWritten = true;
                return true;
            case JournalWrite.Unavailable unavailable:
                LogJournalAway(_log, _session.Id, unavailable.Why);
                _journalAwaySince ??= _clock.Now;
                return !IsPatient(_journalAwaySince.Value) && GiveUpJournal(_journalAwaySince.Value);
            default:
                LogOutdated(_log, _session.Id);
                IsOutdated = true;
                return false;
        }
    }

    // Followers are told though nothing was written: it is all that is left to tell, and it claims nothing. The end goes on being
    // written each second, so that the journal learns of it.
    private bool GiveUpJournal(DateTimeOffset since)
    {
        if (_session.State is AuthState.Unavailable { What: "journal" }) return true;
        _inbox.Clear();
        HttpEffect[] cancels = [.. _outbox.Where(effect => effect.Purpose == HttpEffect.Cancel)];
        _outbox.Clear();
        foreach (var cancel in cancels) _outbox.Enqueue(cancel);
        _session = _session with
        {
            State = new AuthState.Unavailable("journal", since, null) { Message = "RFA5" }, Evidence = null, At = _clock.Now,
        };
        BumpVersion();
        _unwritten.RemoveAll(happened => happened is SessionEvent.Ended);
        _unwritten.Add(new SessionEvent.Ended(_session.At, nameof(AuthState.Unavailable), "journal"));
        return true;
    }

    // A phone session has no browser that could be gone.
    private DateTimeOffset OwnerGoneAt =>
        _session.Intent.Flow.IsByPhone() ? DateTimeOffset.MaxValue : _ownerSeen + _options.OwnerGoneAfter;

    private bool IsPatient(DateTimeOffset since) => _clock.Now - since < _options.Patience;

    private void BumpVersion() => _session = _session with { Version = _session.Version + 1 };

    private AuthSnapshot Snapshot() => new(
        _session.Id, _session.Version, _session.Intent.Flow, _session.Intent.Device, _session.Intent.Client, _session.State, _session.At);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    [LoggerMessage(Level = LogLevel.Information, Message = "Session {Session}: {From} -> {To} {Detail}")]
    private static partial void LogMoved(ILogger log, SessionId session, string from, string to, string? detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {Session}: Python is away: {Kind}")]
    private static partial void LogPythonAway(ILogger log, SessionId session, string kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "Session {Session}: the protocol seam is broken: {Kind}")]
    private static partial void LogBroken(ILogger log, SessionId session, string kind);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {Session}: the journal is away: {Why}")]
    private static partial void LogJournalAway(ILogger log, SessionId session, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {Session}: somebody else owns it now")]
    private static partial void LogOutdated(ILogger log, SessionId session);
}

/// <summary>What a run works with.</summary>
internal sealed record SessionParts(
    BankIdProtocol Protocol, IntentRules Rules, ProofCheck Proof, ISessionJournal Journal, SessionsOptions Options, ILogger Log);

/// <summary>What came out of the stages: to tell and to send.</summary>
internal sealed record Passed(AuthSnapshot? Tell, IReadOnlyList<HttpEffect> Send);
