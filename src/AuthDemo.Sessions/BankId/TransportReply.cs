namespace AuthDemo.Sessions.BankId;

/// <summary>How one request to BankID ended: a closed set.</summary>
[GenerateSerializer, Immutable]
internal abstract record TransportReply
{
    private TransportReply() { }

    /// <summary>The host of the request; null when there was no connection.</summary>
    [Id(0)] public string? Host { get; init; }

    /// <summary>From the start of the request to the end of its response, or to its failure.</summary>
    [Id(1)] public TimeSpan Took { get; init; }

    /// <summary>A response with any status, from BankID or from something in front of it.</summary>
    /// <param name="Status">HTTP status.</param>
    /// <param name="Headers">Lower-case names; only those the seam lets through.</param>
    /// <param name="Body">The bytes received. May hold personal data and secrets.</param>
    [GenerateSerializer, Immutable]
    internal sealed record Answered(
        [property: Id(0)] int Status, [property: Id(1)] IReadOnlyList<KeyValuePair<string, string>> Headers,
        [property: Id(2)] ReadOnlyMemory<byte> Body) : TransportReply
    {
        /// <summary>Masked.</summary>
        public override string ToString() => $"Answered {{ Status = {Status}, Bytes = {Body.Length} }}";
    }

    /// <summary>There is no complete response.</summary>
    [GenerateSerializer, Immutable]
    internal sealed record NotAnswered([property: Id(0)] TransportError Error) : TransportReply;
}

/// <summary>Why there is no response; the seam's <c>transport_error</c> reasons.</summary>
[GenerateSerializer]
internal enum TransportError
{
    Connect,
    Tls,
    Timeout,
    Reset,
    TooLarge,
    Other,
}
