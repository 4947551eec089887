using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Operators;
using AuthDemo.Sessions.Protocol;
using AuthDemo.Sessions.Subscriptions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Utilities;

namespace AuthDemo.Sessions.Running;

/// <summary>
/// Owns one auth session: the only one that runs it, collects for it and writes of it.
/// </summary>
/// <remarks>
/// Theory of operation. Orleans runs one call of this grain at a time, timer ticks and answers of BankID included, so
/// <see cref="SessionRun"/> needs no lock. A call never waits for BankID: a request runs on the thread pool and its answer comes
/// back as a call of its own, which leaves the grain free to draw the next QR code and to obey the person meanwhile. There is one
/// timer, always set to whatever is due next; it keeps the grain in memory while the session is pending. A grain that comes to life
/// takes the session up from the journal, if the journal has it; so a session outlives the node that began it, as soon as somebody
/// asks for it, and an ended one is only ever read.
/// </remarks>
internal sealed partial class AuthSessionGrain(
    BankIdProtocol protocol, IntentRules rules, ProofCheck proof, RequestDispatcher carrier, ISessionJournal journal, IResponseStore answers,
    IOptions<SessionsOptions> options, TimeProvider time, ILogger<AuthSessionGrain> logger) : Grain, IAuthSessionGrain
{
    private readonly SessionParts _parts = new(protocol, rules, proof, journal, answers, options.Value, logger);
    private ObserverManager<ISessionObserver> _followers = null!;
    private IGrainTimer? _alarm;
    private SessionRun? _run;
    private SessionId _id;
    private bool _isUnread;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _followers = new(_parts.Options.OwnerGoneAfter, logger) { GetDateTime = () => time.GetUtcNow().UtcDateTime };
        if (!SessionId.TryParse(this.GetPrimaryKeyString(), out _id))
            return;
        switch (await journal.FindAsync(_id, cancellationToken))
        {
            case JournalRead.Found found:
                _run = SessionRun.Resume(_parts, time, found.Session, await answers.FindAsync(_id, cancellationToken));
                LogResumed(logger, _id);
                SetAlarm();
                break;
            // The next call finds a new activation, which reads again.
            case JournalRead.Unavailable unavailable:
                _isUnread = true;
                LogUnreadable(logger, _id, unavailable.Why);
                break;
        }
    }

    public async Task<StartReply?> PrepareAsync(AuthIntent intent, string ownerHash, ActedBy? act)
    {
        if (_run is not null)
            throw new InvalidOperationException($"Session {_id} exists.");
        (_run, var refusal) = await SessionRun.BeginAsync(_parts, time, _id, intent, ownerHash, act);
        if (_run is null)
            DeactivateOnIdle();
        return refusal;
    }

    public async Task<StartReply> RunAsync()
    {
        await ProcessAsync();
        if (_run is { IsWritten: true })
            return new StartReply.Started(_id);
        _run = null;
        DeactivateOnIdle();
        return new StartReply.Unavailable("journal");
    }

    public Task<bool> WakeAsync()
    {
        if (_isUnread)
            DeactivateOnIdle();
        return Task.FromResult(!_isUnread);
    }

    public Task<AuthSnapshot?> FollowAsync(string ownerHash, ISessionObserver follower)
    {
        if (Owned(ownerHash) is not { } run)
            return Task.FromResult<AuthSnapshot?>(null);
        run.OwnerSeen();
        _followers.Subscribe(follower, follower);
        return Task.FromResult<AuthSnapshot?>(run.LastPublished);
    }

    public Task<AuthSnapshot?> WatchAsync(ISessionObserver follower)
    {
        if (Readable() is not { } run)
            return Task.FromResult<AuthSnapshot?>(null);
        _followers.Subscribe(follower, follower);
        return Task.FromResult<AuthSnapshot?>(run.LastPublished);
    }

    public Task UnfollowAsync(ISessionObserver follower, bool wasOwner)
    {
        _followers.Unsubscribe(follower);
        if (wasOwner)
            _run?.OwnerSeen();
        return Task.CompletedTask;
    }

    public Task<bool> CancelAsync(string ownerHash, CancelledBy by) => EndAsync(Owned(ownerHash), new SeamEvent.Cancel(by));

    public Task<bool> CancelByOperatorAsync(ActedBy act) =>
        EndAsync(Readable(), new SeamEvent.Cancel(CancelledBy.Operator) { Operator = act });

    private async Task<bool> EndAsync(SessionRun? run, SeamEvent.Cancel cancel)
    {
        if (run is null)
            return false;
        if (run.IsFinal)
            return true;
        run.Take(cancel);
        await ProcessAsync();
        return true;
    }

    public async Task<bool> ReturnAsync(string? ownerHash, string? nonceHash)
    {
        if (Readable() is not { } run)
            return false;
        var isOwner = ownerHash is not null && run.IsOwnedBy(ownerHash);
        if (run.TakeReturn(isOwner, nonceHash))
            await ProcessAsync();
        return isOwner;
    }

    public Task<AuthIntent?> IntentAsync(string ownerHash) => Task.FromResult(Owned(ownerHash)?.Intent);

    public Task<EvidenceBundle?> EvidenceAsync(string ownerHash) => Task.FromResult(Owned(ownerHash)?.Bundle());

    public async Task<bool> SwitchDeviceAsync(string ownerHash, Device device, ClientPlatform client)
    {
        if (Owned(ownerHash) is not { IsFinal: false, Device: { } present } run)
            return false;
        if (present == device)
            return true;
        run.Take(new SeamEvent.SwitchDevice(device, client) { CertificatePolicies = rules.CertificatePolicies(run.Intent, device) });
        await ProcessAsync();
        return true;
    }

    public Task<SessionUsability> UsabilityAsync(string ownerHash) => Task.FromResult(Owned(ownerHash) switch
    {
        null => SessionUsability.Over,
        { IsFinal: false } => SessionUsability.UnderWay,
        { CanSignIn: true } => SessionUsability.CanSignIn,
        _ => SessionUsability.Over,
    });

    public async Task<SignedIn?> SignInAsync(string ownerHash)
    {
        if (Owned(ownerHash) is not { } run)
            return null;
        var signedIn = await run.SignInAsync();
        if (run.IsOutdated)
            DeactivateOnIdle();
        return signedIn;
    }

    public Task ReceiveAsync(int effect, TransportReply reply)
    {
        if (_run is null)
            return Task.CompletedTask;
        _run.TakeAnswer(effect, reply);
        return ProcessAsync();
    }

    private Task AlarmAsync(CancellationToken cancellation)
    {
        _run?.TakeTime();
        return ProcessAsync();
    }

    private async Task ProcessAsync()
    {
        if (_run is not { } run)
            return;
        try
        {
            var passed = await run.ProcessAsync();
            if (run.IsOutdated)
            {
                DeactivateOnIdle();
                return;
            }

            if (passed.Tell is { } snapshot)
                await _followers.Notify(follower => follower.SnapshotAsync(snapshot));
            var self = this.AsReference<IAuthSessionGrain>();
            foreach (var request in passed.Send)
                _ = carrier.DispatchAsync(request, passed.From, self);
        }
        finally
        {
            SetAlarm();
        }
    }

    private void SetAlarm()
    {
        var due = _run is { IsOutdated: false } run ? run.NextCall() : null;
        if (due is null)
        {
            _alarm?.Dispose();
            _alarm = null;
            return;
        }

        // Whole milliseconds, rounded up: a timer that fires early would only be set again.
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling(due.Value.TotalMilliseconds));
        if (_alarm is null)
            _alarm = this.RegisterGrainTimer(AlarmAsync, new GrainTimerCreationOptions(wait, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        else
            _alarm.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private SessionRun? Owned(string ownerHash) => Readable() is { } run && run.IsOwnedBy(ownerHash) ? run : null;

    private SessionRun? Readable()
    {
        if (_run is { IsReadable: true } run)
            return run;
        DeactivateOnIdle();
        return null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Session {Session}: taken up from the journal")]
    private static partial void LogResumed(ILogger logger, SessionId session);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {Session}: the journal cannot be read: {Why}")]
    private static partial void LogUnreadable(ILogger logger, SessionId session, string why);
}
