namespace AuthDemo.PythonHost.Queueing;

/// <summary>Payloads that are too large, in the same words everywhere.</summary>
internal static class PayloadLimit
{
    public static PythonReply.ProtocolBroken Exceeded(string direction, long given, int limit) =>
        new(FormattableString.Invariant($"The {direction} has {given} bytes; Python:MaxMessageBytes allows {limit}."));
}
