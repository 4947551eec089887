namespace AuthDemo.Sessions.Intents;

/// <summary>The transaction a payment order shows (facts §1.3, <c>userVisibleTransaction</c>). Personal data: prints masked.</summary>
[GenerateSerializer, Immutable]
public sealed record Payment
{
    /// <summary>The kind of transaction.</summary>
    [Id(0)] public required PaymentType Type { get; init; }

    /// <summary>The recipient of the payment; for cards the merchant's name.</summary>
    [Id(1)] public required string Recipient { get; init; }

    /// <summary>Digits with at most one comma between them. Required for <see cref="PaymentType.Card"/>, not allowed for <see cref="PaymentType.Npa"/>.</summary>
    [Id(2)] public string? Amount { get; init; }

    /// <summary>ISO 4217, three capital letters; required with <see cref="Amount"/>.</summary>
    [Id(3)] public string? Currency { get; init; }

    /// <summary>A warning that the app shows to the person.</summary>
    [Id(4)] public string? RiskWarning { get; init; }

    /// <summary>BankID's risk flags: <c>newRecipient</c>, <c>largeAmount</c> … (<see cref="PaymentRisks"/>); null for none.</summary>
    [Id(5)] public IReadOnlyList<string>? RiskFlags { get; init; }

    /// <summary>Compares all members, the list by value.</summary>
    public bool Equals(Payment? other) =>
        other is not null
        && (Type, Recipient, Amount, Currency, RiskWarning) == (other.Type, other.Recipient, other.Amount, other.Currency, other.RiskWarning)
        && Lists.Same(RiskFlags, other.RiskFlags);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, Recipient, Amount, Currency, RiskWarning, RiskFlags?.Count);

    /// <summary>Masked.</summary>
    public override string ToString() => $"Payment {{ Type = {Type} }}";
}

/// <summary>Kind of transaction.</summary>
[GenerateSerializer]
public enum PaymentType
{
    /// <summary>A card payment.</summary>
    Card,

    /// <summary>Non-payment authentication: identification in connection with a payment.</summary>
    Npa,
}

/// <summary>The risk flags of a payment (facts §1.3, <c>riskFlags</c>).</summary>
public static class PaymentRisks
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "newCard", "newCustomer", "newRecipient", "highRiskRecipient", "largeAmount", "foreignCurrency", "cryptoCurrencyPurchase",
        "moneyTransfer", "overseasTransaction", "recurringPayment", "suspiciousPaymentPattern", "other",
    ];
}

/// <summary>Compares lists by value.</summary>
internal static class Lists
{
    public static bool Same(IReadOnlyList<string>? one, IReadOnlyList<string>? other) =>
        one is null || other is null ? one is null && other is null : one.SequenceEqual(other);
}
