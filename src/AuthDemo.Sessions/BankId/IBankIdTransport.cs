using AuthDemo.Sessions.Protocol;

namespace AuthDemo.Sessions.BankId;

/// <summary>Carries a request to BankID, once. Nothing is thrown for what a network does.</summary>
internal interface IBankIdTransport
{
    /// <summary>Sends the request and answers within its time-out. Never sends it twice: collect is not idempotent once final.</summary>
    Task<TransportReply> SendAsync(HttpEffect request);
}
