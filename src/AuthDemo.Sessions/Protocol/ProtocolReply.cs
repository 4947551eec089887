namespace AuthDemo.Sessions.Protocol;

/// <summary>How a call of the protocol module ended: a closed set.</summary>
internal abstract record ProtocolReply
{
    private ProtocolReply() { }

    /// <summary>The module returned a step.</summary>
    internal sealed record Stepped(Step Step) : ProtocolReply;

    /// <summary>The intent is not valid; nothing was started.</summary>
    internal sealed record Invalid(IReadOnlyList<InvalidField> Fields) : ProtocolReply;

    /// <summary>Python did not reply. Calls are pure, so the same call may be repeated.</summary>
    /// <param name="Kind">The reply's kind, for the log.</param>
    internal sealed record Unavailable(string Kind) : ProtocolReply;

    /// <summary>The module raised, or its reply breaks the contract: a bug on one side of the seam.</summary>
    /// <param name="Kind">The exception's type or what was wrong, for the log: never the exception's text.</param>
    internal sealed record Broken(string Kind) : ProtocolReply;
}
