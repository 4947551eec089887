using AuthDemo.Sessions.Completion;

namespace AuthDemo.Sessions.Protocol;

/// <summary>What the protocol module said: where the session stands and what to do next. Runs on the grain; never leaves it.</summary>
/// <param name="State">Opaque, goes back unchanged. Holds secrets.</param>
/// <param name="Outcome">Where the session stands.</param>
/// <param name="Evidence">What came with a completed order.</param>
/// <param name="Effects">Requests to BankID, in the order in which they are to begin.</param>
/// <param name="Wake">Call again with a tick after so long at the latest; null when final.</param>
internal sealed record Step(
    ReadOnlyMemory<byte> State, AuthState Outcome, Evidence? Evidence, IReadOnlyList<HttpEffect> Effects, TimeSpan? Wake)
{
    /// <summary>Masked.</summary>
    public override string ToString() => $"Step {{ Outcome = {Outcome.GetType().Name}, Effects = {Effects.Count}, Wake = {Wake} }}";
}

/// <summary>A <c>POST</c> to BankID.</summary>
/// <param name="Id">The module's number for it; the answer carries it back.</param>
/// <param name="Purpose"><c>start</c>, <c>collect</c> or <c>cancel</c>.</param>
/// <param name="Path">Below the environment's base address.</param>
/// <param name="Body">JSON, to be sent byte for byte. May hold personal data.</param>
/// <param name="Timeout">For the whole exchange.</param>
internal sealed record HttpEffect(int Id, string Purpose, string Path, ReadOnlyMemory<byte> Body, TimeSpan Timeout)
{
    public const string Start = "start";
    public const string Collect = "collect";
    public const string Cancel = "cancel";

    /// <summary>Masked.</summary>
    public override string ToString() => $"HttpEffect {{ Id = {Id}, Purpose = {Purpose} }}";
}
