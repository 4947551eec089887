using System.Diagnostics;
using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Protocol;

namespace AuthDemo.Sessions.Processing;

/// <summary>
/// The first stage: the protocol module turns events into the next state, and says what to send and when to call it again. While Python
/// is unavailable the events wait; after <c>Sessions:Patience</c> the session ends as unavailable.
/// </summary>
internal sealed class ProtocolStage(SessionServices services, SessionState session, PendingRequests requests, UnwrittenEvents events)
{
    private static readonly TimeSpan s_shortestWait = TimeSpan.FromMilliseconds(20);

    private readonly Queue<SeamEvent> _inbox = [];
    private DateTimeOffset? _unavailableSince;

    /// <summary>When the module must be called with a tick; null when it need not be.</summary>
    public DateTimeOffset? TickAt { get; private set; }

    public bool IsUnavailable => _unavailableSince is not null;

    public bool HasEvents => _inbox.Count > 0;

    public void Enqueue(SeamEvent happened) => _inbox.Enqueue(happened);

    public void RemoveEvents() => _inbox.Clear();

    public async Task ProcessAsync()
    {
        while (_inbox.TryPeek(out var happened))
        {
            // A final state never changes, but a late response to a start may hold an order that the module cancels.
            if (session.IsFinal && happened is not SeamEvent.Response)
            {
                _inbox.Dequeue();
                continue;
            }

            switch (await CallAsync(happened))
            {
                case ProtocolReply.Stepped { Step: var step }:
                    _unavailableSince = null;
                    _inbox.Dequeue();
                    Apply(await services.ProofCheck.CheckAsync(session.Record, step, TimeOf(happened)), happened);
                    break;
                case ProtocolReply.Unavailable unavailable:
                    SessionLog.PythonUnavailable(services.Logger, session.Id, unavailable.Kind);
                    _unavailableSince ??= session.Now;
                    if (session.Now - _unavailableSince < services.Options.Patience)
                        return;
                    End(new AuthState.Unavailable(AuthState.Unavailable.Python, _unavailableSince.Value, null)
                    {
                        Message = services.Messages.Find(HostOutcome.PythonUnavailable),
                    });
                    break;
                case ProtocolReply.Broken broken:
                    EndAsInternalError(broken.Kind);
                    break;
                case ProtocolReply.Invalid:
                    EndAsInternalError("a step was expected");
                    break;
                case var other:
                    throw new UnreachableException($"A protocol reply without a case: {other.GetType().Name}.");
            }
        }
    }

    /// <summary>Applies a step of the module.</summary>
    /// <param name="step">The step.</param>
    /// <param name="happened">The event that led to it; null for the first step of a session.</param>
    public void Apply(Step step, SeamEvent? happened = null)
    {
        session.ProtocolState = step.State;
        foreach (var request in step.Requests)
            requests.Enqueue(request);
        var orders = step.Requests.Count(request => request.Purpose == BankIdRequest.Start);
        session.ChangeUnseen(session.Record with { Orders = session.Record.Orders + orders });
        if (session.IsFinal)
            return;
        var now = session.Now;
        TickAt = step.Wake is { } wake ? now + (wake > s_shortestWait ? wake : s_shortestWait) : null;
        if (happened is SeamEvent.SwitchDevice move)
        {
            session.Change(session.Record with { Intent = session.Record.Intent with { Device = move.Device, Client = move.Client } });
            events.Add(new SessionEvent.DeviceSwitched(now, move.Device));
        }

        if (happened is not SeamEvent.Cancel cancel)
        {
            MoveTo(step.Outcome, step.Evidence);
            return;
        }

        MoveTo(cancel.As ?? step.Outcome, step.Evidence, cancel.Operator);
        if (session.IsFinal)
            return;
        SessionLog.SeamBroken(services.Logger, session.Id, "not ended by cancel");
        End(new AuthState.Cancelled(cancel.By));
    }

    private async Task<ProtocolReply> CallAsync(SeamEvent happened)
    {
        using var span = SessionSpans.Start("protocol advance", ActivityKind.Internal, session.Id, session.Record.Orders);
        var began = session.Now;
        if (happened is SeamEvent.Tick tick)
            happened = tick with { InFlight = [.. requests.StillAlive(began), .. _inbox.OfType<SeamEvent.Response>().Select(response => response.Effect)] };
        var reply = await services.Protocol.AdvanceAsync(session.ProtocolState, happened, TimeOf(happened));
        events.Calls.Add("advance", reply, session.Now - began);
        return reply;
    }

    private DateTimeOffset TimeOf(SeamEvent happened) => (happened as SeamEvent.Response)?.At ?? session.Now;

    private void MoveTo(AuthState state, Evidence? evidence, string? operatorName = null)
    {
        var before = session.Record.State;
        if (session.Record.Version > 0 && state == before)
            return;
        session.Change(session.Record with { State = state, Evidence = evidence, At = session.Now });
        var changes = SessionEvents.Between(before, state, session.Record.At).ToList();
        foreach (var change in changes)
            events.Add(change is SessionEvent.Ended ended ? ended with { Operator = operatorName } : change);
        if (changes.Count == 0)
            return;
        var description = state.Describe();
        SessionLog.Moved(services.Logger, session.Id, before.Describe().Kind, description.Kind, description.Detail);
    }

    private void EndAsInternalError(string problem)
    {
        SessionLog.SeamBroken(services.Logger, session.Id, problem);
        End(new AuthState.Failed("internal_error", CanRetry: true, Raw: null) { Message = services.Messages.Find(HostOutcome.InternalError) });
    }

    // Ends the session without the module: what the module still wanted is not done.
    private void End(AuthState state)
    {
        _inbox.Clear();
        requests.RemoveUnsent();
        TickAt = null;
        _unavailableSince = null;
        if (!session.IsFinal)
            MoveTo(state, evidence: null);
    }
}
