using AuthDemo.Sessions.Intents;

namespace AuthDemo.Sessions.Operators;

/// <summary>A phone identification or signing that an operator starts for a caller. Personal data: prints masked.</summary>
/// <param name="Flow"><see cref="Flow.PhoneAuth"/> or <see cref="Flow.PhoneSign"/>.</param>
/// <param name="PersonalNumber">12 digits.</param>
/// <param name="CallInitiator">Who called whom.</param>
/// <param name="UserVisibleData">What the person reads in the app; required for signing.</param>
public sealed record PhoneIntent(Flow Flow, string PersonalNumber, CallInitiator CallInitiator, string? UserVisibleData)
{
    /// <summary>How the app shows the text.</summary>
    public TextFormat UserVisibleDataFormat { get; init; }

    /// <summary>Data that is signed and not shown.</summary>
    public string? UserNonVisibleData { get; init; }

    /// <summary>What BankID requires; no <c>mrtd</c> and no personal number.</summary>
    public Requirement? Requirement { get; init; }

    /// <summary>Masked.</summary>
    public override string ToString() => $"PhoneIntent {{ Flow = {Flow} }}";
}
