using AuthDemo.Sessions.BankId;

namespace AuthDemo.Sessions.Protocol;

/// <summary>An event of a session, as the protocol seam names it.</summary>
internal abstract record SeamEvent
{
    private SeamEvent() { }

    /// <summary>The reply to a request: a response, or a transport error.</summary>
    internal sealed record Response(int Effect, TransportReply Reply) : SeamEvent
    {
        /// <summary>When it arrived, by the session's clock, if that was before the present activation; null: now.</summary>
        public DateTimeOffset? At { get; init; }

        /// <summary>The first response since the session was resumed: the response before it may have been lost.</summary>
        public bool IsAfterInterruption { get; init; }
    }

    /// <summary>Time has passed.</summary>
    internal sealed record Tick : SeamEvent
    {
        /// <summary>Requests that may still get a response, so that the module does not count them as lost.</summary>
        public IReadOnlyList<int> InFlight { get; init; } = [];
    }

    /// <summary>Somebody on our side ends the session.</summary>
    internal sealed record Cancel(CancelledBy By) : SeamEvent
    {
        /// <summary>The final state, if it is not cancelled.</summary>
        public AuthState.Rejected? As { get; init; }

        /// <summary>The operator who did it; null when no operator did.</summary>
        public string? Operator { get; init; }
    }

    /// <summary>The person switches to the other device.</summary>
    internal sealed record SwitchDevice(Device Device, ClientPlatform Client) : SeamEvent
    {
        /// <summary>Certificate policies of that device; null leaves them as they are.</summary>
        public IReadOnlyList<string>? CertificatePolicies { get; init; }
    }
}
