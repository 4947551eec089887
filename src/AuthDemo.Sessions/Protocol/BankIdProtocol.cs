using AuthDemo.PythonHost;
using AuthDemo.Sessions.Intents;

namespace AuthDemo.Sessions.Protocol;

/// <summary>
/// The protocol module as the grain sees it: <c>begin</c> and <c>advance</c>, both pure functions of what they are given. So a call
/// that was lost may simply be made again, and is, once, at once; anything longer is the grain's patience.
/// </summary>
internal sealed class BankIdProtocol(IPythonHost python)
{
    private const string Function = "bankid.host_api.handle";

    // A call takes well under a millisecond; these bound what a stuck interpreter may cost the person who waits.
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_run = TimeSpan.FromSeconds(1);

    /// <summary>Starts a session, or says what is wrong with the intent.</summary>
    public Task<ProtocolReply> BeginAsync(AuthIntent intent, PolicyOptions policies, DateTimeOffset now) =>
        CallAsync(SeamRequest.Begin(intent, policies, now.ToUnixTimeMilliseconds()));

    /// <summary>Tells a session what happened.</summary>
    public Task<ProtocolReply> AdvanceAsync(ReadOnlyMemory<byte> state, SeamEvent happened, DateTimeOffset now) =>
        CallAsync(SeamRequest.Advance(state, happened, now.ToUnixTimeMilliseconds()));

    private async Task<ProtocolReply> CallAsync(ReadOnlyMemory<byte> request)
    {
        var call = new PythonCall(Function, request) { WaitBudget = s_wait, RunBudget = s_run };
        var reply = await python.CallAsync(call);
        if (reply is PythonReply.TimedOutWaiting or PythonReply.TimedOutRunning or PythonReply.WorkerDied)
            reply = await python.CallAsync(call);
        return reply switch
        {
            PythonReply.Returned returned => StepReader.Read(returned.Payload),
            PythonReply.Raised raised => new ProtocolReply.Broken($"raised {raised.Error.Type}"),
            PythonReply.ProtocolBroken => new ProtocolReply.Broken("host protocol"),
            _ => new ProtocolReply.Away(reply.GetType().Name),
        };
    }
}
