namespace AuthDemo.Simulator.Client;

/// <summary>State of an order at BankID, without references, tokens or texts.</summary>
/// <param name="Number">Counts the orders from 1.</param>
/// <param name="Kind">Auth, Sign, Payment, PhoneAuth, PhoneSign or OtherPayment.</param>
/// <param name="Status">pending, complete or failed.</param>
/// <param name="HintCode">As BankID gives it; null when complete.</param>
/// <param name="Holder">Id of the person whose phone has it; null while no phone has it.</param>
/// <param name="Delivered">Whether the relying party collected the final result or cancelled the order.</param>
public sealed record OrderState(int Number, string Kind, string Status, string? HintCode, string? Holder, bool Delivered);
