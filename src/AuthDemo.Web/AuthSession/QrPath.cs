using System.Collections;
using System.Globalization;
using System.Text;
using QRCoder;

namespace AuthDemo.Web.AuthSession;

/// <summary>
/// A QR code as one stroked SVG path: each row begins with <c>M x y.5</c>, then dark runs (<c>h</c>) and light gaps (<c>m</c>), all
/// relative. One attribute changes each second, about 3 KB before and 0.5 KB after compression; a filled path is twice that.
/// </summary>
/// <param name="Size">Modules on a side, quiet zone included: the view box.</param>
/// <param name="Data">The path's <c>d</c>.</param>
internal sealed record QrPath(int Size, string Data)
{
    /// <summary>Draws the text: error correction level L (the code is on a screen, not on a crumpled bill), quiet zone of 4 modules.</summary>
    public static QrPath Of(string text)
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
        var end = 0; // where the last dark run of this row ended; 0 before the first, which the quiet zone keeps light
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
