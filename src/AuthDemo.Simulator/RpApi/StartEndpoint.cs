using AuthDemo.Simulator.Orders;

namespace AuthDemo.Simulator.RpApi;

/// <summary>The differences between the start endpoints, as data. Lengths are those of the base64 text.</summary>
internal sealed record StartEndpoint(string Path, OrderKind Kind, bool VisibleRequired, int VisibleMax, int NonVisibleMax)
{
    public static readonly IReadOnlyList<StartEndpoint> All =
    [
        new("auth", OrderKind.Auth, VisibleRequired: false, 1_500, 1_500),
        new("sign", OrderKind.Sign, VisibleRequired: true, 40_000, 200_000),
        new("payment", OrderKind.Payment, VisibleRequired: false, 1_500, 1_500),
        new("phone/auth", OrderKind.PhoneAuth, VisibleRequired: false, 1_500, 1_500),
        new("phone/sign", OrderKind.PhoneSign, VisibleRequired: true, 40_000, 200_000),
        new("other/payment", OrderKind.OtherPayment, VisibleRequired: false, 1_500, 1_500),
    ];
}
