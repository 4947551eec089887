namespace AuthDemo.Simulator.Orders;

/// <summary>What an order is for: one member per start endpoint of the RP API.</summary>
internal enum OrderKind
{
    Auth,
    Sign,
    Payment,
    PhoneAuth,
    PhoneSign,
    OtherPayment,
}

internal static class OrderKinds
{
    /// <summary>The order is sent to a person by personal number and waits in that person's app. All other orders go to whoever
    /// scans the code or opens the link.</summary>
    public static bool IsAddressedToPerson(this OrderKind kind) =>
        kind is OrderKind.PhoneAuth or OrderKind.PhoneSign or OrderKind.OtherPayment;

    /// <summary>The user must confirm that they are in a call with the relying party.</summary>
    public static bool IsByPhoneCall(this OrderKind kind) => kind is OrderKind.PhoneAuth or OrderKind.PhoneSign;

    public static bool IsPayment(this OrderKind kind) => kind is OrderKind.Payment or OrderKind.OtherPayment;

    /// <summary>The user signs a text or a transaction instead of identifying.</summary>
    public static bool IsSigning(this OrderKind kind) => kind is OrderKind.Sign or OrderKind.PhoneSign || kind.IsPayment();
}
