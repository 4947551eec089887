using AuthDemo.Sessions;
using AuthDemo.Sessions.Completion;
using AuthDemo.Web.Gallery;

namespace AuthDemo.Web.Tests.Hosting;

/// <summary>
/// Sessions whose states a test sets. Implements the rules that pages rely on: owners only, the current snapshot first, tickets redeemed
/// once and by their owner.
/// </summary>
internal sealed class FakeAuthSessions : IAuthSessions
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SessionId, Entry> _entries = [];
    private readonly Dictionary<Ticket, SessionId> _tickets = [];

    /// <summary>The clock of snapshots.</summary>
    public static readonly DateTimeOffset Noon = StateSamples.At;

    public static readonly Identity Tolvan = StateSamples.Person;

    /// <summary>The reply of the next starts, if set.</summary>
    public StartReply? StartAnswers { get; set; }

    /// <summary>No ticket can be redeemed.</summary>
    public bool IsJournalAway { get; set; }

    /// <summary>The intents of all starts, in order.</summary>
    public List<AuthIntent> Started { get; } = [];

    /// <summary>Calls from the return URL, in order.</summary>
    public List<(SessionId Session, OwnerKey? Owner, string? Nonce)> Returned { get; } = [];

    /// <summary>Sessions cancelled by a page.</summary>
    public List<SessionId> Cancelled { get; } = [];

    /// <summary>Switches requested by a page.</summary>
    public List<Device> Switched { get; } = [];

    /// <summary>The number of a session's followers.</summary>
    public int Followers(SessionId id) => _entries[id].Followers.Count;

    /// <summary>Adds a session in a state, without a start by a browser.</summary>
    public SessionId Add(
        OwnerKey owner, AuthState state, Device device = Device.Other, ClientPlatform? client = null, AuthIntent? intent = null)
    {
        var id = SessionId.New();
        var asked = intent ?? new AuthIntent { Flow = Flow.Auth };
        lock (_lock)
            _entries[id] = new(owner, asked, Snapshot(id, state, device, client) with { Flow = asked.Flow });
        return id;
    }

    /// <summary>Adds a session with this snapshot.</summary>
    public SessionId Add(OwnerKey owner, AuthSnapshot snapshot, AuthIntent? intent)
    {
        lock (_lock)
            _entries[snapshot.Id] = new(owner, intent ?? new AuthIntent { Flow = snapshot.Flow }, snapshot);
        return snapshot.Id;
    }

    public static AuthSnapshot Snapshot(
        SessionId id, AuthState state, Device device = Device.Other, ClientPlatform? client = null, long version = 1) =>
        new(id, version, Flow.Auth, device, client ?? new("windows", "chrome"), state, Noon);

    /// <summary>Changes a session's state and publishes it.</summary>
    public async Task MoveAsync(SessionId id, AuthState state)
    {
        AuthSnapshot snapshot;
        lock (_lock)
        {
            var entry = _entries[id];
            snapshot = entry.Snapshot = entry.Snapshot with { State = state, Version = entry.Snapshot.Version + 1 };
        }

        await PublishAsync(id, snapshot);
    }

    /// <summary>Publishes any snapshot to a session's followers.</summary>
    public async Task PublishAsync(SessionId id, AuthSnapshot snapshot)
    {
        Func<AuthSnapshot, Task>[] followers;
        lock (_lock)
            followers = [.. _entries[id].Followers];
        foreach (var follower in followers)
            await follower(snapshot);
    }

    public Task<StartReply> StartAsync(AuthIntent intent, OwnerKey owner, CancellationToken cancellation = default)
    {
        Started.Add(intent);
        return Task.FromResult(StartAnswers ?? new StartReply.Started(
            Add(owner, new AuthState.Starting(), intent.Device!.Value, intent.Client, intent)));
    }

    public Task<SessionId?> CurrentAsync(OwnerKey owner, CancellationToken cancellation = default)
    {
        lock (_lock)
        {
            var live = _entries.FirstOrDefault(e => e.Value.Owner == owner
                && (!e.Value.Snapshot.State.IsFinal || e.Value is { Snapshot.State: AuthState.Completed, HasSignedIn: false }));
            return Task.FromResult(live.Value is null ? (SessionId?)null : live.Key);
        }
    }

    public async Task<IAsyncDisposable?> FollowAsync(
        SessionId id, OwnerKey owner, Func<AuthSnapshot, Task> onSnapshot, CancellationToken cancellation = default)
    {
        AuthSnapshot snapshot;
        Entry? entry;
        lock (_lock)
        {
            entry = Owned(id, owner);
            if (entry is null)
                return null;
            snapshot = entry.Snapshot;
            entry.Followers.Add(onSnapshot);
        }

        await onSnapshot(snapshot);
        return new Following(() =>
        {
            lock (_lock)
                entry.Followers.Remove(onSnapshot);
        });
    }

    public async Task<bool> CancelAsync(SessionId id, OwnerKey owner, CancellationToken cancellation = default)
    {
        if (Owned(id, owner) is null)
            return false;
        Cancelled.Add(id);
        await MoveAsync(id, new AuthState.Cancelled(CancelledBy.User) { Message = "RFA3" });
        return true;
    }

    public Task<bool> SwitchDeviceAsync(
        SessionId id, OwnerKey owner, Device device, ClientPlatform client, CancellationToken cancellation = default)
    {
        if (Owned(id, owner) is null)
            return Task.FromResult(false);
        Switched.Add(device);
        return Task.FromResult(true);
    }

    public Task<Ticket?> IssueTicketAsync(SessionId id, OwnerKey owner, CancellationToken cancellation = default)
    {
        if (Owned(id, owner) is not { Snapshot.State: AuthState.Completed })
            return Task.FromResult<Ticket?>(null);
        var ticket = Ticket.New();
        _tickets[ticket] = id;
        return Task.FromResult<Ticket?>(ticket);
    }

    public Task<SignedIn?> RedeemAsync(Ticket ticket, OwnerKey owner, CancellationToken cancellation = default)
    {
        if (IsJournalAway || !_tickets.TryGetValue(ticket, out var id) || Owned(id, owner) is not { Snapshot.State: AuthState.Completed done } entry)
            return Task.FromResult<SignedIn?>(null);
        _tickets.Remove(ticket);
        entry.HasSignedIn = true;
        return Task.FromResult<SignedIn?>(new(done.Identity, id, entry.Snapshot.At));
    }

    public Task<bool> ReturnAsync(SessionId id, OwnerKey? owner, string? nonce, CancellationToken cancellation = default)
    {
        Returned.Add((id, owner, nonce));
        return Task.FromResult(owner is not null && Owned(id, owner) is not null);
    }

    public Task<AuthIntent?> IntentAsync(SessionId id, OwnerKey owner, CancellationToken cancellation = default) =>
        Task.FromResult(Owned(id, owner)?.Intent);

    public Task<EvidenceBundle?> EvidenceAsync(SessionId id, OwnerKey owner, CancellationToken cancellation = default) =>
        Task.FromResult(Owned(id, owner) is { Snapshot.State: AuthState.Completed } ? new EvidenceBundle($"evidence-{id}.zip", [0x50, 0x4b]) : null);

    private Entry? Owned(SessionId id, OwnerKey owner) =>
        _entries.TryGetValue(id, out var entry) && entry.Owner == owner ? entry : null;

    private sealed class Entry(OwnerKey owner, AuthIntent intent, AuthSnapshot snapshot)
    {
        public AuthIntent Intent { get; } = intent;

        public OwnerKey Owner { get; } = owner;

        public bool HasSignedIn { get; set; }

        public AuthSnapshot Snapshot { get; set; } = snapshot;

        public List<Func<AuthSnapshot, Task>> Followers { get; } = [];
    }

    private sealed class Following(Action stop) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            stop();
            return ValueTask.CompletedTask;
        }
    }
}
