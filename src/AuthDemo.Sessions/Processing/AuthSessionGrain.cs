using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Protocol;
using Orleans.Utilities;

namespace AuthDemo.Sessions.Processing;

/// <summary>Owns one auth session: the only activation that runs it, sends requests for it and writes it.</summary>
/// <remarks>
/// Orleans runs one call of this grain at a time, including timers and responses from BankID, so <see cref="SessionRun"/> needs no lock. A
/// call never waits for BankID: the request runs on the thread pool and its response arrives as a call of its own. Meanwhile the grain can
/// draw the next QR code and handle clicks. There is one timer, always set to whatever is due next. An activation first resumes the session
/// from the journal, if the journal has it. So a session survives the loss of its node, and an ended session is only read.
/// </remarks>
internal sealed class AuthSessionGrain(SessionServices services, RequestDispatcher dispatcher, TimeProvider time) : Grain, IAuthSessionGrain
{
    private ObserverManager<ISessionObserver> _followers = null!;
    private SessionTimer _timer = null!;
    private SessionRun? _run;
    private SessionId _id;
    private bool _isUnreadable;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var clock = new SessionClock(time); // setting the machine's clock must not expire followers
        _followers = new(services.Options.OwnerGoneAfter, services.Logger) { GetDateTime = () => clock.Now.UtcDateTime };
        _timer = new SessionTimer(this, OnTimerAsync);
        if (!SessionId.TryParse(this.GetPrimaryKeyString(), out _id))
            return;
        switch (await services.Journal.FindAsync(_id, cancellationToken))
        {
            case JournalRead.Found found:
                _run = SessionResume.Resume(services, time, found.Session, await services.Responses.FindAsync(_id, cancellationToken));
                SessionLog.Resumed(services.Logger, _id);
                SetTimer();
                break;
            // The next call gets a new activation, which reads again.
            case JournalRead.Unavailable unavailable:
                _isUnreadable = true;
                SessionLog.Unreadable(services.Logger, _id, unavailable.Why);
                break;
            case JournalRead.NotFound:
                break;
        }
    }

    public async Task<StartReply?> PrepareAsync(AuthIntent intent, string ownerHash, string? operatorName)
    {
        if (_run is not null)
            throw new InvalidOperationException($"Session {_id} exists.");
        (_run, var refusal) = await SessionStart.BeginAsync(services, time, _id, intent, ownerHash, operatorName);
        if (_run is null)
            DeactivateOnIdle();
        return refusal;
    }

    public async Task<StartReply> StartAsync()
    {
        await ProcessAsync();
        if (_run is { IsWritten: true })
            return new StartReply.Started(_id);
        _run = null;
        DeactivateOnIdle();
        return new StartReply.Unavailable(AuthState.Unavailable.Journal);
    }

    public Task<bool> ActivateAsync()
    {
        if (_isUnreadable)
            DeactivateOnIdle();
        return Task.FromResult(!_isUnreadable);
    }

    public Task<AuthSnapshot?> FollowAsync(string ownerHash, ISessionObserver follower)
    {
        if (FindOwned(ownerHash) is not { } run)
            return Task.FromResult<AuthSnapshot?>(null);
        run.OwnerSeen();
        _followers.Subscribe(follower, follower);
        return Task.FromResult<AuthSnapshot?>(run.LastPublished);
    }

    public Task UnfollowAsync(ISessionObserver follower)
    {
        _followers.Unsubscribe(follower);
        _run?.OwnerSeen();
        return Task.CompletedTask;
    }

    public Task<bool> CancelAsync(string ownerHash, CancelledBy by) => CancelAsync(FindOwned(ownerHash), new SeamEvent.Cancel(by));

    public Task<bool> CancelByOperatorAsync(string operatorName) =>
        CancelAsync(FindReadable(), new SeamEvent.Cancel(CancelledBy.Operator) { Operator = operatorName });

    public async Task<bool> ReturnAsync(string? ownerHash, string? nonceHash)
    {
        if (FindReadable() is not { } run)
            return false;
        var isOwner = ownerHash is not null && run.IsOwnedBy(ownerHash);
        if (run.RecordReturn(isOwner, nonceHash))
            await ProcessAsync();
        return isOwner;
    }

    public Task<AuthIntent?> IntentAsync(string ownerHash) => Task.FromResult(FindOwned(ownerHash)?.Intent);

    public Task<EvidenceBundle?> EvidenceAsync(string ownerHash) => Task.FromResult(FindOwned(ownerHash)?.WriteEvidence());

    public async Task<bool> SwitchDeviceAsync(string ownerHash, Device device, ClientPlatform client)
    {
        if (FindOwned(ownerHash) is not { IsFinal: false, Intent.Device: { } present } run)
            return false;
        if (present == device)
            return true;
        var policies = services.Rules.CertificatePolicies(run.Intent, device);
        run.Enqueue(new SeamEvent.SwitchDevice(device, client) { CertificatePolicies = policies });
        await ProcessAsync();
        return true;
    }

    public Task<SessionUsability> UsabilityAsync(string ownerHash) => Task.FromResult(FindOwned(ownerHash) switch
    {
        { IsFinal: false } => SessionUsability.UnderWay,
        { CanSignIn: true } => SessionUsability.CanSignIn,
        _ => SessionUsability.Over,
    });

    public async Task<SignedIn?> SignInAsync(string ownerHash)
    {
        if (FindOwned(ownerHash) is not { } run)
            return null;
        var signedIn = await run.SignInAsync();
        if (run.IsOutdated)
            DeactivateOnIdle();
        return signedIn;
    }

    public Task ReceiveAsync(int requestId, TransportReply reply)
    {
        if (_run is null)
            return Task.CompletedTask;
        _run.EnqueueReply(requestId, reply);
        return ProcessAsync();
    }

    private Task OnTimerAsync(CancellationToken cancellation)
    {
        _run?.EnqueueDueEvent();
        return ProcessAsync();
    }

    private async Task<bool> CancelAsync(SessionRun? run, SeamEvent.Cancel cancel)
    {
        if (run is null)
            return false;
        if (run.IsFinal)
            return true;
        run.Enqueue(cancel);
        await ProcessAsync();
        return true;
    }

    // The stages in SessionRun process and write; the last two, publish and send, are here because they need the grain.
    private async Task ProcessAsync()
    {
        if (_run is not { } run)
            return;
        try
        {
            var result = await run.ProcessAsync();
            if (run.IsOutdated)
            {
                DeactivateOnIdle();
                return;
            }

            if (result.Publish is { } snapshot)
                await _followers.Notify(follower => follower.SnapshotAsync(snapshot));
            var self = this.AsReference<IAuthSessionGrain>();
            foreach (var request in result.Send)
                _ = dispatcher.DispatchAsync(request, result.Context, self);
        }
        finally
        {
            SetTimer();
        }
    }

    private void SetTimer() => _timer.Set(_run is { IsOutdated: false } run ? run.NextDue() : null);

    private SessionRun? FindOwned(string ownerHash) => FindReadable() is { } run && run.IsOwnedBy(ownerHash) ? run : null;

    private SessionRun? FindReadable()
    {
        if (_run is { IsReadable: true } run)
            return run;
        DeactivateOnIdle();
        return null;
    }
}
