namespace AuthDemo.Sessions.Protocol;

/// <summary>How a call of the protocol module ended: a closed set.</summary>
internal abstract record ProtocolReply
{
    private ProtocolReply() { }

    /// <summary>The module answered with a step.</summary>
    internal sealed record Stepped(Step Step) : ProtocolReply;

    /// <summary>The module refused the intent; nothing was started.</summary>
    internal sealed record Invalid(IReadOnlyList<InvalidField> Fields) : ProtocolReply;

    /// <summary>Python did not answer. Calls are pure, so the same one may be made again.</summary>
    /// <param name="Kind">The reply's kind, for the log.</param>
    internal sealed record Unavailable(string Kind) : ProtocolReply;

    /// <summary>The module raised, or answered with what the seam does not allow: a bug on one side of it.</summary>
    /// <param name="Kind">The exception's type or what was wrong, for the log: never the exception's text.</param>
    internal sealed record Broken(string Kind) : ProtocolReply;
}
