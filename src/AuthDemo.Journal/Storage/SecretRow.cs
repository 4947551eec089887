namespace AuthDemo.Journal.Storage;

/// <summary>A key of the journal itself, protected by Data Protection; a row of <c>Secrets</c>.</summary>
internal sealed class SecretRow
{
    /// <summary>The secret's name.</summary>
    public required string Name { get; init; }

    /// <summary>The protected bytes.</summary>
    public required byte[] Value { get; init; }
}
