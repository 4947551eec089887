using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Protocol;

namespace AuthDemo.Sessions.Running;

/// <summary>The calls of a session since its last event. Runs on the grain.</summary>
internal sealed class CallTally
{
    private readonly Dictionary<(CallTarget Target, string What, string? Host, string Outcome), List<TimeSpan>> _calls = [];

    /// <summary>BankID was asked and answered, or did not.</summary>
    public void Add(string path, TransportReply reply) => Add(CallTarget.BankId, path, reply.Host, reply switch
    {
        TransportReply.Answered answered => $"{answered.Status}",
        TransportReply.NotAnswered none => SeamRequest.Word(none.Error),
        _ => throw new System.Diagnostics.UnreachableException(),
    }, reply.Took);

    /// <summary>BankID is asked and nobody waits for what it says.</summary>
    public void AddSent(string path) => Add(CallTarget.BankId, path, null, "sent", TimeSpan.Zero);

    /// <summary>The protocol module was asked.</summary>
    public void Add(string operation, ProtocolReply reply, TimeSpan took) => Add(CallTarget.Python, operation, null, reply switch
    {
        ProtocolReply.Stepped or ProtocolReply.Invalid => "ok",
        ProtocolReply.Away => "away",
        _ => "broken",
    }, took);

    /// <summary>All of it, in the order in which each kind first occurred; begins anew.</summary>
    public IReadOnlyList<CallSummary> Take()
    {
        IReadOnlyList<CallSummary> all =
        [
            .. _calls.Select(kind =>
            {
                kind.Value.Sort();
                var (key, rounds) = kind;
                return new CallSummary(key.Target, key.What, key.Host, key.Outcome, rounds.Count, rounds[(rounds.Count - 1) / 2], rounds[^1]);
            }),
        ];
        _calls.Clear();
        return all;
    }

    private void Add(CallTarget target, string what, string? host, string outcome, TimeSpan took)
    {
        var key = (target, what, host, outcome);
        if (!_calls.TryGetValue(key, out var rounds))
            _calls[key] = rounds = [];
        rounds.Add(took);
    }
}
