using AuthDemo.PythonHost;
using AuthDemo.Sessions.Intents;

namespace AuthDemo.Sessions.Protocol;

/// <summary>
/// Calls the protocol module. Its operations are pure functions, so a lost call is repeated once, immediately. The session decides on any longer
/// wait.
/// </summary>
internal sealed class BankIdProtocol(IPythonHost python, HostMessages messages)
{
    private const string Function = "bankid.host_api.handle";

    // A call takes well under a millisecond. These limits bound how long a person waits for a stuck interpreter.
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(2);

    // At the start of the service the first interpreter may still be starting.
    private static readonly TimeSpan s_describeWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_run = TimeSpan.FromSeconds(1);

    /// <summary>The messages for outcomes that this service makes itself.</summary>
    public HostMessages Messages => messages;

    /// <summary>Asks the module for its version, flows and outcomes.</summary>
    public async Task<DescribeReply> DescribeAsync() => await SendAsync(SeamRequest.Describe(), s_describeWait) switch
    {
        PythonReply.Returned returned => DescriptionReader.Read(returned.Payload),
        PythonReply.Raised raised => new DescribeReply.Broken($"raised {raised.Error.Type}"),
        PythonReply.ProtocolBroken => new DescribeReply.Broken("host protocol"),
        var other => new DescribeReply.Unavailable(other.GetType().Name),
    };

    /// <summary>Starts a session, or returns the errors of the intent.</summary>
    public Task<ProtocolReply> BeginAsync(AuthIntent intent, PolicyOptions policies, DateTimeOffset now) =>
        CallAsync(SeamRequest.Begin(intent, policies, now.ToUnixTimeMilliseconds()));

    /// <summary>Passes an event to a session.</summary>
    public Task<ProtocolReply> AdvanceAsync(ReadOnlyMemory<byte> state, SeamEvent happened, DateTimeOffset now) =>
        CallAsync(SeamRequest.Advance(state, happened, now.ToUnixTimeMilliseconds()));

    private async Task<ProtocolReply> CallAsync(ReadOnlyMemory<byte> request) => await SendAsync(request, s_wait) switch
    {
        PythonReply.Returned returned => StepReader.Read(returned.Payload),
        PythonReply.Raised raised => new ProtocolReply.Broken($"raised {raised.Error.Type}"),
        PythonReply.ProtocolBroken => new ProtocolReply.Broken("host protocol"),
        var other => new ProtocolReply.Unavailable(other.GetType().Name),
    };

    private async Task<PythonReply> SendAsync(ReadOnlyMemory<byte> request, TimeSpan wait)
    {
        var call = new PythonCall(Function, request) { WaitBudget = wait, RunBudget = s_run };
        var reply = await python.CallAsync(call);
        return reply is PythonReply.TimedOutWaiting or PythonReply.TimedOutRunning or PythonReply.WorkerDied
            ? await python.CallAsync(call)
            : reply;
    }
}
