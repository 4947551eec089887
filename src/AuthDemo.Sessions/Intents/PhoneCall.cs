namespace AuthDemo.Sessions.Intents;

/// <summary>The phone call of an order (facts §1.3, phone flows). Personal data: prints masked.</summary>
/// <param name="Initiator">Who called whom.</param>
/// <param name="PersonalNumber">The person on the phone: 12 digits with a valid check digit.</param>
[GenerateSerializer, Immutable]
public sealed record PhoneCall([property: Id(0)] CallInitiator Initiator, [property: Id(1)] string PersonalNumber)
{
    /// <summary>Masked.</summary>
    public override string ToString() => $"PhoneCall {{ Initiator = {Initiator} }}";
}

/// <summary>Who called whom.</summary>
[GenerateSerializer]
public enum CallInitiator
{
    /// <summary>The person called us.</summary>
    User,

    /// <summary>We, the relying party, called the person.</summary>
    Rp,
}
