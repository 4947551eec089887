using System.Globalization;

namespace AuthDemo.EndToEnd.Tests;

/// <summary>The parts of a QR code's text: <c>bankid.ORDER.SECONDS.CODE</c>.</summary>
/// <param name="Order">The same for all codes of one order.</param>
/// <param name="Seconds">Seconds since the order was created.</param>
internal sealed record QrText(string Order, int Seconds)
{
    public static QrText Of(string text)
    {
        var parts = text.Split('.');
        return new(parts[1], int.Parse(parts[2], CultureInfo.InvariantCulture));
    }
}
