using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Protocol;

namespace AuthDemo.Sessions.Processing;

/// <summary>Counts the calls of a session since its last event.</summary>
internal sealed class CallTally
{
    private readonly Dictionary<(CallTarget Target, string What, string? Host, string Outcome), List<TimeSpan>> _calls = [];

    /// <summary>A request to BankID and its reply.</summary>
    public void Add(string path, TransportReply reply) => Add(CallTarget.BankId, path, reply.Host, reply switch
    {
        TransportReply.Answered answered => $"{answered.Status}",
        TransportReply.NotAnswered none => SeamRequest.Word(none.Error),
        _ => throw new System.Diagnostics.UnreachableException(),
    }, reply.Took);

    /// <summary>A request to BankID whose reply will not be recorded.</summary>
    public void AddSent(string path) => Add(CallTarget.BankId, path, null, "sent", TimeSpan.Zero);

    /// <summary>A call of the protocol module.</summary>
    public void Add(string operation, ProtocolReply reply, TimeSpan took) => Add(CallTarget.Python, operation, null, reply switch
    {
        ProtocolReply.Stepped or ProtocolReply.Invalid => "ok",
        ProtocolReply.Unavailable => "away",
        ProtocolReply.Broken => "broken",
        _ => throw new System.Diagnostics.UnreachableException(),
    }, took);

    /// <summary>The calls, in the order in which each kind first occurred. The tally is empty afterwards.</summary>
    public IReadOnlyList<CallSummary> Drain()
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
