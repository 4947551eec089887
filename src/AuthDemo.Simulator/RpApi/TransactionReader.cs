using System.Text.RegularExpressions;
using AuthDemo.Simulator.Orders;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.RpApi;

/// <summary>Reads what only payments have: <c>userVisibleTransaction</c> and <c>riskFlags</c>.</summary>
internal static partial class TransactionReader
{
    private const int MaxRecipientLength = 40;
    private const int MaxAmountLength = 48;

    private static readonly string[] s_riskFlags =
    [
        "newCard", "newCustomer", "newRecipient", "highRiskRecipient", "largeAmount", "foreignCurrency", "cryptoCurrencyPurchase",
        "moneyTransfer", "overseasTransaction", "recurringPayment", "suspiciousPaymentPattern", "other",
    ];

    public static Transaction? Read(RequestFields body)
    {
        var transaction = body.Object("userVisibleTransaction", required: true);
        var result = transaction is null ? null : ReadTransaction(transaction);
        if (body.Texts("riskFlags")?.FirstOrDefault(f => !s_riskFlags.Contains(f)) is not null)
            body.AddProblem("riskFlags", $"must be from {string.Join(", ", s_riskFlags)}");
        return result;
    }

    private static Transaction ReadTransaction(RequestFields transaction)
    {
        var type = transaction.Word("transactionType", true, "card", "npa");
        var recipient = transaction.Object("recipient", required: true)?.Text("name", 1, MaxRecipientLength, required: true);
        var money = transaction.Object("money");
        if (money is not null && type is "npa")
            transaction.AddProblem("money", "is not allowed when transactionType is npa");
        var amount = money?.Text("amount", 1, MaxAmountLength, required: true);
        if (amount is not null && !Amount().IsMatch(amount))
            money!.AddProblem("amount", "must be digits with at most one ','");
        var currency = money?.Text("currency", 3, 3, required: true);
        if (currency is not null && !currency.All(char.IsAsciiLetterUpper))
            money!.AddProblem("currency", "must be an ISO 4217 code in capitals");
        return new Transaction(type ?? "", recipient ?? "", amount, currency, transaction.Text("riskWarning", 1, int.MaxValue));
    }

    [GeneratedRegex(@"^[0-9]+(,[0-9]+)?\z")]
    private static partial Regex Amount();
}
