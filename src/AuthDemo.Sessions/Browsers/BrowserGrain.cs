using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Processing;
using Microsoft.Extensions.Options;

namespace AuthDemo.Sessions.Browsers;

/// <summary>
/// Limits a browser to one session: two clicks give one order, and a new start ends the session before it. Issues the browser's tickets,
/// so a ticket is of no use to any other browser. Tickets live in memory, as hashes: when the node is lost they are lost, and the page
/// asks for a new one.
/// </summary>
internal sealed class BrowserGrain(ISessionJournal journal, IOptions<SessionsOptions> options, TimeProvider time) : Grain, IBrowserGrain
{
    private readonly SessionClock _clock = new(time);
    private readonly Dictionary<string, (SessionId Session, DateTimeOffset Until)> _tickets = [];
    private SessionId? _current;
    private bool _isRead;
    private (AuthIntent Intent, DateTimeOffset At)? _started;

    private string OwnerHash => this.GetPrimaryKeyString();

    public async Task<StartReply> StartAsync(AuthIntent intent)
    {
        // Without knowing the browser's running session, a start could leave two sessions running.
        if (!await ReadAsync())
            return new StartReply.Unavailable(AuthState.Unavailable.Journal);
        var running = _current is { } current && await Session(current).UsabilityAsync(OwnerHash) is SessionUsability.UnderWay ? _current : null;
        if (running is { } same && _started is { } before && before.Intent == intent
            && _clock.Now - before.At < options.Value.StartDebounce)
            return new StartReply.Started(same);

        var id = SessionId.New();
        // Checked first: an intent that is refused ends nothing.
        if (await Session(id).PrepareAsync(intent, OwnerHash) is { } refusal)
            return refusal;
        // Nor does an intent that cannot be written, because the journal is unavailable. If the journal fails only after this check, the
        // old session ends anyway: the new one must start after that end, or the browser could have two orders.
        if (running is not null && await journal.FindLatestAsync(OwnerHash) is JournalRead.Unavailable)
            return new StartReply.Unavailable(AuthState.Unavailable.Journal);
        if (running is { } old)
            await Session(old).CancelAsync(OwnerHash, CancelledBy.Superseded);
        var reply = await Session(id).StartAsync();
        if (reply is StartReply.Started)
            (_current, _started) = (id, (intent, _clock.Now));
        return reply;
    }

    public async Task<SessionId?> CurrentAsync() =>
        await ReadAsync() && _current is { } current && await Session(current).UsabilityAsync(OwnerHash) is not SessionUsability.Over ? current : null;

    public async Task<Ticket?> IssueTicketAsync(SessionId session)
    {
        if (await Session(session).UsabilityAsync(OwnerHash) is not SessionUsability.CanSignIn)
            return null;
        var now = _clock.Now;
        foreach (var (hash, entry) in _tickets)
            if (entry.Until <= now)
                _tickets.Remove(hash);
        var ticket = Ticket.New();
        _tickets[ticket.Hash()] = (session, now + options.Value.TicketLifetime);
        return ticket;
    }

    public async Task<SignedIn?> RedeemAsync(string ticketHash) =>
        // The name is a hash of 256 random bits, so the time of the look-up reveals nothing.
        _tickets.Remove(ticketHash, out var entry) && entry.Until > _clock.Now
            ? await Session(entry.Session).SignInAsync(OwnerHash)
            : null;

    // Once it succeeds it is not repeated.
    private async Task<bool> ReadAsync()
    {
        if (_isRead)
            return true;
        var read = await journal.FindLatestAsync(OwnerHash);
        if (read is JournalRead.Found found)
            _current = found.Session.Id;
        return _isRead = read is not JournalRead.Unavailable;
    }

    private IAuthSessionGrain Session(SessionId id) => GrainFactory.GetGrain<IAuthSessionGrain>(id.Value);
}
