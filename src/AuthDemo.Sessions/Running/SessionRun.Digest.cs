using System.Diagnostics;
using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Operators;
using AuthDemo.Sessions.Protocol;

namespace AuthDemo.Sessions.Running;

/// <summary>The first stage: the protocol module turns what happened into the next state, and says what to send and when to be called.</summary>
internal sealed partial class SessionRun
{
    private async Task DigestAsync()
    {
        while (_inbox.TryPeek(out var happened))
        {
            if (IsFinal && happened is not SeamEvent.Response)
            {
                _inbox.Dequeue();
                continue;
            }

            switch (await AskAsync(happened))
            {
                case ProtocolReply.Stepped { Step: var step }:
                    _pythonAwaySince = null;
                    _inbox.Dequeue();
                    Apply(await _proof.JudgeAsync(_session, step, At(happened)), happened);
                    break;
                case ProtocolReply.Away away:
                    LogPythonAway(_logger, _session.Id, away.Kind);
                    _pythonAwaySince ??= _clock.Now;
                    if (IsPatient(_pythonAwaySince.Value))
                        return;
                    End(new AuthState.Unavailable("python", _pythonAwaySince.Value, null) { Message = "RFA5" });
                    break;
                case ProtocolReply.Broken broken:
                    LogBroken(_logger, _session.Id, broken.Kind);
                    End(new AuthState.Failed("internal_error", CanRetry: true, Raw: null) { Message = "RFA22" });
                    break;
                default:
                    LogBroken(_logger, _session.Id, "a step was expected");
                    End(new AuthState.Failed("internal_error", CanRetry: true, Raw: null) { Message = "RFA22" });
                    break;
            }
        }
    }

    private async Task<ProtocolReply> AskAsync(SeamEvent happened)
    {
        using var span = SessionSpans.Start("protocol advance", ActivityKind.Internal, _session.Id, _session.Orders);
        var began = _clock.Now;
        if (happened is SeamEvent.Tick tick)
            happened = tick with { InFlight = InFlight() };
        var reply = await _protocol.AdvanceAsync(_state, happened, At(happened));
        _calls.Add("advance", reply, _clock.Now - began);
        return reply;
    }

    // What waits for the journal to be sent, what BankID has not answered yet, and answers that wait for Python.
    private int[] InFlight() =>
    [
        .. _outbox.Select(effect => effect.Id),
        .. _inFlight.Where(request => _clock.Now < request.Value.LostAt).Select(request => request.Key),
        .. _inbox.OfType<SeamEvent.Response>().Select(answer => answer.Effect),
    ];

    private DateTimeOffset At(SeamEvent happened) => (happened as SeamEvent.Response)?.At ?? _clock.Now;

    private void Apply(Step step, SeamEvent? happened = null)
    {
        _state = step.State;
        foreach (var effect in step.Effects)
            _outbox.Enqueue(effect);
        _session = _session with { Orders = _session.Orders + step.Effects.Count(effect => effect.Purpose == HttpEffect.Start) };
        if (IsFinal)
            return;
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
        if (IsFinal)
            return;
        LogBroken(_logger, _session.Id, "not ended by cancel");
        End(new AuthState.Cancelled(cancel.By));
    }

    private void MoveTo(AuthState state, Evidence? evidence, ActedBy? act = null)
    {
        var before = _session.State;
        if (_session.Version > 0 && state == before)
            return;
        _session = _session with { State = state, Evidence = evidence, At = _clock.Now };
        BumpVersion();
        var happened = SessionEvents.Between(before, state, _session.At)
            .Select(what => what is SessionEvent.Ended ended && act is not null ? ended with { Operator = act } : what).ToList();
        _unwritten.AddRange(happened);
        if (happened.Count > 0)
            LogMoved(_logger, _session.Id, SessionEvents.Kind(before), SessionEvents.Kind(state), SessionEvents.Detail(state));
    }

    /// <summary>Ends the session without the module: nothing that it still wanted is done.</summary>
    private void End(AuthState state)
    {
        _inbox.Clear();
        _outbox.Clear();
        _wakeAt = null;
        _pythonAwaySince = null;
        if (!IsFinal)
            MoveTo(state, evidence: null);
    }
}
