namespace AuthDemo.Sessions.BankId;

/// <summary>Records how requests to BankID end.</summary>
internal sealed class BankIdStatusMonitor(BankIdConnections connections, TimeProvider time) : IBankIdStatus
{
    private readonly Lock _lock = new();
    private (bool IsReachable, DateTimeOffset Since)? _last;

    public async ValueTask<BankIdStatus> GetAsync(CancellationToken cancellation = default)
    {
        var connection = await connections.CurrentAsync(cancellation);
        lock (_lock)
            return new(connections.IsSimulated, _last?.IsReachable, _last?.Since, connection?.ClientCertificate.NotAfter);
    }

    /// <summary>Records a reply. A response that was too large to read shows that BankID was reached.</summary>
    public void Record(TransportReply reply)
    {
        var isReachable = reply is TransportReply.Answered or TransportReply.NotAnswered { Error: TransportError.TooLarge };
        lock (_lock)
        {
            if (_last?.IsReachable != isReachable)
                _last = (isReachable, time.GetUtcNow());
        }
    }
}
