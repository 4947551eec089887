using AuthDemo.Sessions.BankId;

namespace AuthDemo.Sessions.Processing;

/// <summary>A session's requests to BankID: those that wait to be sent, and those that await a response.</summary>
internal sealed class PendingRequests
{
    // The dispatcher reports the end of a request shortly after its time-out at the latest. A report that has not come by then was lost.
    private static readonly TimeSpan s_reportMargin = TimeSpan.FromSeconds(5);

    private readonly Queue<BankIdRequest> _outbox = [];
    private readonly Dictionary<int, (BankIdRequest Request, DateTimeOffset LostAt)> _inFlight = [];

    /// <summary>The requests whose responses the protocol module's state awaits.</summary>
    public IReadOnlyList<int> Ids => [.. _inFlight.Keys, .. _outbox.Select(request => request.Id)];

    /// <summary>The paths of all of them.</summary>
    public IEnumerable<string> Paths => _inFlight.Values.Select(sent => sent.Request.Path).Concat(_outbox.Select(request => request.Path));

    public void Enqueue(BankIdRequest request) => _outbox.Enqueue(request);

    /// <summary>Removes what was not sent.</summary>
    public void RemoveUnsent() => _outbox.Clear();

    /// <summary>Removes what was not sent, except requests that cancel an order.</summary>
    public void RemoveUnsentExceptCancels()
    {
        BankIdRequest[] cancels = [.. _outbox.Where(request => request.Purpose == BankIdRequest.Cancel)];
        _outbox.Clear();
        foreach (var cancel in cancels)
            _outbox.Enqueue(cancel);
    }

    /// <summary>Moves everything that waits to the requests in flight.</summary>
    public IReadOnlyList<BankIdRequest> StartSending(DateTimeOffset now)
    {
        BankIdRequest[] requests = [.. _outbox];
        _outbox.Clear();
        foreach (var request in requests)
            _inFlight[request.Id] = (request, now + request.Timeout + s_reportMargin);
        return requests;
    }

    /// <summary>Removes the request that a reply is for; null when this session did not send it.</summary>
    public BankIdRequest? Complete(int id) => _inFlight.Remove(id, out var sent) ? sent.Request : null;

    /// <summary>The requests that may still get a response: not sent yet, or in flight and not lost.</summary>
    public IEnumerable<int> StillAlive(DateTimeOffset now) =>
        _outbox.Select(request => request.Id).Concat(_inFlight.Where(sent => now < sent.Value.LostAt).Select(sent => sent.Key));
}
