using System.Globalization;
using System.Text;

namespace AuthDemo.Benchmarks.Python;

/// <summary>Calls per second at 32 callers as horizontal bars.</summary>
internal static class Chart
{
    private const int RowHeight = 34;
    private const int Left = 250;
    private const int Widest = 420;

    public static string Svg(Report report)
    {
        List<(string Name, double Value, string Colour)> bars =
        [
            ("two plain Python loops", report.TwoLoops.CallsPerSecond, "#9aa5b1"),
            ("one plain Python loop", report.Loop.CallsPerSecond, "#9aa5b1"),
            .. report.Patterns.Select(pattern => (pattern.Title, report.LoadOf(pattern)[1].CallsPerSecond, "#2f6f9f")),
        ];
        var most = bars.Max(bar => bar.Value);
        var height = 50 + bars.Count * RowHeight;
        var svg = new StringBuilder();
        Add(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" width="780" height="{height}" viewBox="0 0 780 {height}" font-family="sans-serif" font-size="14" role="img" aria-label="Calls per second with 32 callers">""");
        Add(svg, $"""<rect width="780" height="{height}" fill="#ffffff"/><text x="16" y="28" font-size="16" fill="#1f2933">Calls per second, 32 callers, Python {report.Python}</text>""");
        for (var i = 0; i < bars.Count; i++)
        {
            var (name, value, colour) = bars[i];
            var y = 46 + i * RowHeight;
            var width = Math.Max(1, value / most * Widest);
            Add(svg, $"""<text x="{Left - 10}" y="{y + 17}" text-anchor="end" fill="#1f2933">{name}</text><rect x="{Left}" y="{y}" width="{width:F1}" height="24" fill="{colour}"/><text x="{Left + width + 8:F1}" y="{y + 17}" fill="#1f2933">{value:N0}</text>""");
        }
        return svg.Append("</svg>\n").ToString();
    }

    private static void Add(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
