using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Protocol;

namespace AuthDemo.Sessions.Running;

/// <summary>The second stage: what happened becomes durable, or the session waits for the journal, or gives it up.</summary>
internal sealed partial class SessionRun
{
    /// <summary>False when the stages behind this one must wait.</summary>
    private async Task<bool> WriteAsync()
    {
        if (_unwritten.Count == 0)
            return true;
        var record = _session with
        {
            // A final session is not gone on with, so its secrets need not be kept.
            ProtocolState = IsFinal ? default : _state,
            Awaited = IsFinal ? [] : [.. _inFlight.Keys, .. _outbox.Select(effect => effect.Id)],
        };
        TellCalls();
        switch (await _journal.AppendAsync(record, [.. _unwritten]))
        {
            case JournalWrite.Written:
                _unwritten.Clear();
                _journalAwaySince = null;
                IsWritten = true;
                return true;
            case JournalWrite.Unavailable unavailable:
                LogJournalAway(_logger, _session.Id, unavailable.Why);
                _journalAwaySince ??= _clock.Now;
                return !IsPatient(_journalAwaySince.Value) && GiveUpJournal(_journalAwaySince.Value);
            default:
                LogOutdated(_logger, _session.Id);
                IsOutdated = true;
                return false;
        }
    }

    // They led to what happened, so the first of it tells them. An end tells also what it leaves behind: the requests that go out with
    // it and those still under way, whose answers change nothing any more.
    private void TellCalls()
    {
        if (_unwritten[0].Calls.Count > 0)
            return;
        if (_unwritten.Exists(happened => happened is SessionEvent.Ended))
            foreach (var path in _inFlight.Values.Select(request => request.Path).Concat(_outbox.Select(effect => effect.Path)))
                _calls.AddSent(path);
        _unwritten[0] = _unwritten[0] with { Calls = _calls.Take() };
    }

    // Followers are told though nothing was written: it is all that is left to tell, and it claims nothing. The end goes on being
    // written each second, so that the journal learns of it.
    private bool GiveUpJournal(DateTimeOffset since)
    {
        if (_session.State is AuthState.Unavailable { What: "journal" })
            return true;
        _inbox.Clear();
        HttpEffect[] cancels = [.. _outbox.Where(effect => effect.Purpose == HttpEffect.Cancel)];
        _outbox.Clear();
        foreach (var cancel in cancels)
            _outbox.Enqueue(cancel);
        _session = _session with
        {
            State = new AuthState.Unavailable("journal", since, null) { Message = "RFA5" }, Evidence = null, At = _clock.Now,
        };
        BumpVersion();
        _unwritten.RemoveAll(happened => happened is SessionEvent.Ended);
        _unwritten.Add(new SessionEvent.Ended(_session.At, nameof(AuthState.Unavailable), "journal"));
        return true;
    }
}
