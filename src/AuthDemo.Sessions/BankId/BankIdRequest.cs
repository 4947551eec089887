namespace AuthDemo.Sessions.BankId;

/// <summary>A <c>POST</c> to BankID.</summary>
/// <param name="Id">The effect's id, which is repeated in the event with its response.</param>
/// <param name="Purpose"><c>start</c>, <c>collect</c> or <c>cancel</c>.</param>
/// <param name="Path">Below the environment's base address.</param>
/// <param name="Body">JSON, to be sent byte for byte. May hold personal data.</param>
/// <param name="Timeout">For the whole exchange.</param>
internal sealed record BankIdRequest(int Id, string Purpose, string Path, ReadOnlyMemory<byte> Body, TimeSpan Timeout)
{
    public const string Start = "start";
    public const string Collect = "collect";
    public const string Cancel = "cancel";

    /// <summary>Masked.</summary>
    public override string ToString() => $"BankIdRequest {{ Id = {Id}, Purpose = {Purpose} }}";
}
