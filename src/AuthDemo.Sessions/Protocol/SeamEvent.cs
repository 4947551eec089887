using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Operators;

namespace AuthDemo.Sessions.Protocol;

/// <summary>What may happen to a session, in the seam's words.</summary>
internal abstract record SeamEvent
{
    private SeamEvent() { }

    /// <summary>The answer to an effect, or the lack of one.</summary>
    internal sealed record Response(int Effect, TransportReply Reply) : SeamEvent
    {
        /// <summary>When it arrived, by the session's clock, if that was before the present activation; null: now.</summary>
        public DateTimeOffset? At { get; init; }
    }

    /// <summary>Time has passed.</summary>
    internal sealed record Tick : SeamEvent
    {
        /// <summary>The effects of which there is still something to say, so that none of them is taken for lost.</summary>
        public IReadOnlyList<int> InFlight { get; init; } = [];
    }

    /// <summary>Somebody on our side ends the session.</summary>
    internal sealed record Cancel(CancelledBy By) : SeamEvent
    {
        /// <summary>How the session ends then, if not as cancelled.</summary>
        public AuthState.Rejected? As { get; init; }

        /// <summary>The operator who did it, if one did.</summary>
        public ActedBy? Operator { get; init; }
    }

    /// <summary>The person moves to the other device.</summary>
    internal sealed record SwitchDevice(Device Device, ClientPlatform Client) : SeamEvent
    {
        /// <summary>What that device demands; null leaves the demands as they are.</summary>
        public IReadOnlyList<string>? CertificatePolicies { get; init; }
    }
}
