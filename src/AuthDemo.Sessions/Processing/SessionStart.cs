using System.Diagnostics;
using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Protocol;

namespace AuthDemo.Sessions.Processing;

/// <summary>Starts a session, if the protocol module accepts its intent.</summary>
internal static class SessionStart
{
    /// <summary>Asks the module to begin. Nothing is written or sent before the first <see cref="SessionRun.ProcessAsync"/>.</summary>
    /// <param name="services">What the session needs.</param>
    /// <param name="time">The service's clock.</param>
    /// <param name="id">The session's id.</param>
    /// <param name="intent">As the page or the operator gave it.</param>
    /// <param name="ownerHash">Whose the session will be.</param>
    /// <param name="operatorName">The operator who starts it; null when the owner does.</param>
    public static async Task<(SessionRun? Run, StartReply? Refusal)> BeginAsync(
        SessionServices services, TimeProvider time, SessionId id, AuthIntent intent, string ownerHash, string? operatorName)
    {
        var clock = new SessionClock(time);
        var now = clock.Now;
        var nonce = IntentRules.NeedsNonce(intent) ? RandomToken.New() : null;
        using var span = SessionSpans.Start("protocol begin", ActivityKind.Internal, id, order: 0);
        var reply = await services.Protocol.BeginAsync(services.Rules.Complete(intent, id, nonce), services.Rules.Policies, now);
        switch (reply)
        {
            case ProtocolReply.Stepped { Step: var step }:
                var session = new SessionState(
                    new SessionRecord
                    {
                        Id = id, OwnerHash = ownerHash, Intent = intent, Version = 0, State = new AuthState.Starting(),
                        ProtocolState = default, Awaited = [], StartedAt = now, At = now,
                        ReturnNonceHash = nonce is null ? null : RandomToken.Hash(nonce),
                    },
                    clock);
                var events = new UnwrittenEvents();
                events.Add(new SessionEvent.Started(now, intent.Flow, intent.Device) { Operator = operatorName });
                events.Calls.Add("begin", reply, clock.Now - now);
                var run = new SessionRun(services, session, events);
                run.Begin(step);
                return (run, null);
            case ProtocolReply.Invalid invalid:
                return (null, new StartReply.Invalid(invalid.Fields));
            case ProtocolReply.Unavailable unavailable:
                SessionLog.PythonUnavailable(services.Logger, id, unavailable.Kind);
                return (null, new StartReply.Unavailable(AuthState.Unavailable.Python));
            case ProtocolReply.Broken broken:
                SessionLog.SeamBroken(services.Logger, id, broken.Kind);
                return (null, new StartReply.Unavailable(AuthState.Unavailable.Python));
            default:
                throw new UnreachableException($"A protocol reply without a case: {reply.GetType().Name}.");
        }
    }
}
