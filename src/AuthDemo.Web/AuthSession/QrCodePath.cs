using System.Collections;
using System.Globalization;
using System.Text;
using QRCoder;

namespace AuthDemo.Web.AuthSession;

/// <summary>
/// A QR code as one stroked SVG path: each row starts with <c>M x y.5</c>, followed by dark runs (<c>h</c>) and light gaps (<c>m</c>), all
/// relative. One attribute changes each second, about 3 KB before and 0.5 KB after compression; a filled path would be twice as long.
/// </summary>
/// <param name="Size">Modules on a side, quiet zone included: the view box.</param>
/// <param name="Data">The path's <c>d</c>.</param>
internal sealed record QrCodePath(int Size, string Data)
{
    /// <summary>Encodes the text with error correction level L, which is enough for a screen, and a quiet zone of 4 modules.</summary>
    public static QrCodePath Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder(3500);
        for (var y = 0; y < rows.Count; y++)
            AppendRow(path, rows[y], y);
        return new(rows.Count, path.ToString());
    }

    private static void AppendRow(StringBuilder path, BitArray row, int y)
    {
        var end = 0; // the end of the last dark run of this row; 0 before the first run, as the quiet zone is light
        for (var x = 0; x < row.Count; x++)
        {
            if (!row[x])
                continue;
            var start = x;
            while (x < row.Count && row[x])
                x++;
            if (end == 0)
                path.Append(CultureInfo.InvariantCulture, $"M{start} {y}.5");
            else
                path.Append(CultureInfo.InvariantCulture, $"m{start - end} 0");
            path.Append(CultureInfo.InvariantCulture, $"h{x - start}");
            end = x;
        }
    }
}
