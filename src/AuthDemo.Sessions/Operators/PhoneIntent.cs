using AuthDemo.Sessions.Intents;

namespace AuthDemo.Sessions.Operators;

/// <summary>An identification, signing or payment that an operator starts for a person. Personal data: prints masked.</summary>
/// <param name="Flow"><see cref="Flow.PhoneAuth"/>, <see cref="Flow.PhoneSign"/> or <see cref="Flow.OtherPayment"/>.</param>
/// <param name="PersonalNumber">12 digits.</param>
/// <param name="CallInitiator">Who called whom; null for a payment.</param>
/// <param name="UserVisibleData">What the person reads in the app; required for signing.</param>
public sealed record PhoneIntent(Flow Flow, string PersonalNumber, CallInitiator? CallInitiator, string? UserVisibleData)
{
    /// <summary>The transaction; for <see cref="Flow.OtherPayment"/> and no other flow.</summary>
    public Payment? Payment { get; init; }

    /// <summary>How the app shows the text.</summary>
    public TextFormat UserVisibleDataFormat { get; init; }

    /// <summary>Data that is signed and not shown.</summary>
    public string? UserNonVisibleData { get; init; }

    /// <summary>What BankID requires; no <c>mrtd</c> and no personal number.</summary>
    public Requirement? Requirement { get; init; }

    /// <summary>Masked.</summary>
    public override string ToString() => $"PhoneIntent {{ Flow = {Flow} }}";
}
