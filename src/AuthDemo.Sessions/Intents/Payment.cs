namespace AuthDemo.Sessions.Intents;

/// <summary>The transaction a payment order shows (facts §1.3, <c>userVisibleTransaction</c>). Personal data: prints masked.</summary>
[GenerateSerializer, Immutable]
public sealed record Payment
{
    /// <summary>What kind of transaction.</summary>
    [Id(0)] public required PaymentType Type { get; init; }

    /// <summary>Whom the money goes to; the merchant's name for cards.</summary>
    [Id(1)] public required string Recipient { get; init; }

    /// <summary>Digits with at most one comma between them; for <see cref="PaymentType.Card"/> required, for <see cref="PaymentType.Npa"/> forbidden.</summary>
    [Id(2)] public string? Amount { get; init; }

    /// <summary>ISO 4217, three capital letters; goes with <see cref="Amount"/>.</summary>
    [Id(3)] public string? Currency { get; init; }

    /// <summary>A warning that the person is shown.</summary>
    [Id(4)] public string? RiskWarning { get; init; }

    /// <summary>BankID's words: <c>newRecipient</c>, <c>largeAmount</c> … (<see cref="PaymentRisks"/>); null for none.</summary>
    [Id(5)] public IReadOnlyList<string>? RiskFlags { get; init; }

    /// <summary>Same transaction, list by value.</summary>
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

    /// <summary>No payment: identification beside one.</summary>
    Npa,
}

/// <summary>BankID's words for what makes a payment risky (facts §1.3, <c>riskFlags</c>).</summary>
public static class PaymentRisks
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "newCard", "newCustomer", "newRecipient", "highRiskRecipient", "largeAmount", "foreignCurrency", "cryptoCurrencyPurchase",
        "moneyTransfer", "overseasTransaction", "recurringPayment", "suspiciousPaymentPattern", "other",
    ];
}

/// <summary>Lists as values.</summary>
internal static class Lists
{
    public static bool Same(IReadOnlyList<string>? one, IReadOnlyList<string>? other) =>
        one is null || other is null ? one is null && other is null : one.SequenceEqual(other);
}
