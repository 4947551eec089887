namespace AuthDemo.Simulator.Client;

/// <summary>How an order stands at BankID, without references, tokens or texts.</summary>
/// <param name="Number">Counts the orders from 1.</param>
/// <param name="Kind">Auth, Sign, Payment, PhoneAuth or PhoneSign.</param>
/// <param name="Status">pending, complete or failed.</param>
/// <param name="HintCode">As BankID gives it; null when complete.</param>
/// <param name="Holder">Whose phone has it; null before anybody's.</param>
/// <param name="Delivered">The relying party was told the result, or cancelled the order itself.</param>
public sealed record OrderState(int Number, string Kind, string Status, string? HintCode, string? Holder, bool Delivered);
