using System.Globalization;

namespace AuthDemo.Web.Console.Runtime;

/// <summary>Formats short durations.</summary>
internal static class DurationFormat
{
    /// <summary><c>420 µs</c>, <c>12.5 ms</c>, <c>3.1 s</c>; a dash for null.</summary>
    public static string Text(TimeSpan? span) => span switch
    {
        null => "–",
        { } known when known < TimeSpan.FromMilliseconds(1) => $"{known.TotalMicroseconds:0} µs",
        { } known when known < TimeSpan.FromSeconds(1) => string.Create(CultureInfo.CurrentCulture, $"{known.TotalMilliseconds:0.0} ms"),
        { } known => string.Create(CultureInfo.CurrentCulture, $"{known.TotalSeconds:0.0} s"),
    };
}
