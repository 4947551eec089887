using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AuthDemo.Simulator.Phone;

/// <summary>The text of an animated QR code: <c>bankid.TOKEN.SECONDS.CODE</c>.</summary>
/// <param name="Seconds">Whole seconds since the relying party got its start response.</param>
/// <param name="Code">64 lower-case hexadecimal digits.</param>
internal sealed record QrText(Guid Token, int Seconds, string Code)
{
    public static QrText? Parse(string text)
    {
        var parts = text.Trim().Split('.');
        var wellFormed = parts is ["bankid", _, _, { Length: 64 }]
            && parts[2] is ("0" or [>= '1' and <= '9', ..])
            && parts[3].All(char.IsAsciiHexDigitLower);
        return wellFormed
            && Guid.TryParseExact(parts[1], "D", out var token)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? new QrText(token, seconds, parts[3]) : null;
    }

    /// <summary>Says whether the code was made with the order's secret for just these seconds.</summary>
    public bool IsSignedWith(Guid secret) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code), Encoding.ASCII.GetBytes(CodeAt(secret.ToString(), Seconds)));

    /// <summary>HMAC-SHA256 with the secret's text as key over the seconds as decimal text.</summary>
    public static string CodeAt(string secret, int seconds) => Convert.ToHexStringLower(HMACSHA256.HashData(
        Encoding.ASCII.GetBytes(secret), Encoding.ASCII.GetBytes(seconds.ToString(CultureInfo.InvariantCulture))));

    public override string ToString() => "QR text";
}
