namespace AuthDemo.Sessions.BankId;

/// <summary>Sends a request to BankID, once. Network failures are replies, not exceptions.</summary>
internal interface IBankIdTransport
{
    /// <summary>Sends the request and replies within its time-out. Never sends it twice: collect is not idempotent once final.</summary>
    Task<TransportReply> SendAsync(BankIdRequest request);
}
