using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Journaling;

namespace AuthDemo.Sessions.Processing;

/// <summary>A session as it awaits the responses to requests that were just sent.</summary>
/// <param name="Session">Which.</param>
/// <param name="Order">The number of its order.</param>
/// <param name="Version">Its version then.</param>
/// <param name="ProtocolState">The module's state, opaque. Holds secrets.</param>
/// <param name="Since">When they were sent, by the session's clock.</param>
internal sealed record RequestContext(SessionId Session, int Order, long Version, ReadOnlyMemory<byte> ProtocolState, DateTimeOffset Since)
{
    /// <summary>The response to one of them, with everything that is needed to process it later.</summary>
    public StoredResponse ToStoredResponse(BankIdRequest request, TransportReply.Answered reply) => new()
    {
        Version = Version,
        ProtocolState = ProtocolState,
        Effect = request.Id,
        Purpose = request.Purpose,
        Path = request.Path,
        At = Since + reply.Took,
        Status = reply.Status,
        Headers = reply.Headers.ToDictionary(),
        Body = reply.Body,
        Host = reply.Host,
        Took = reply.Took,
    };

    /// <summary>Masked.</summary>
    public override string ToString() => $"RequestContext {{ Session = {Session}, Version = {Version} }}";
}
