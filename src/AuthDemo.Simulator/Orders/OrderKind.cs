namespace AuthDemo.Simulator.Orders;

/// <summary>What an order is for: one member per start endpoint of the RP API.</summary>
internal enum OrderKind
{
    Auth,
    Sign,
    Payment,
    PhoneAuth,
    PhoneSign,
}

internal static class OrderKinds
{
    /// <summary>A phone order goes to a person by personal number; the others to whoever scans the code or opens the link.</summary>
    public static bool IsByPhoneCall(this OrderKind kind) => kind is OrderKind.PhoneAuth or OrderKind.PhoneSign;

    /// <summary>Says whether the user's act is a signature over a text rather than an identification.</summary>
    public static bool IsSigning(this OrderKind kind) => kind is OrderKind.Sign or OrderKind.PhoneSign or OrderKind.Payment;
}
