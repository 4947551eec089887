using AuthDemo.Sessions.BankId;

namespace AuthDemo.Sessions.Protocol;

/// <summary>A step of the protocol module: the next state and what to do. It never leaves the grain.</summary>
/// <param name="State">Opaque; passed to the next call unchanged. Holds secrets.</param>
/// <param name="Outcome">The session's next state.</param>
/// <param name="Evidence">What came with a completed order.</param>
/// <param name="Requests">Requests to BankID, in the order in which they must begin.</param>
/// <param name="Wake">Call again with a tick after this time at the latest; null when final.</param>
internal sealed record Step(
    ReadOnlyMemory<byte> State, AuthState Outcome, Evidence? Evidence, IReadOnlyList<BankIdRequest> Requests, TimeSpan? Wake)
{
    /// <summary>Masked.</summary>
    public override string ToString() => $"Step {{ Outcome = {Outcome.GetType().Name}, Requests = {Requests.Count}, Wake = {Wake} }}";
}
