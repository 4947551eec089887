using System.Globalization;

namespace AuthDemo.Web.Console.Runtime;

/// <summary>Short times as operators read them.</summary>
internal static class Durations
{
    /// <summary>Microseconds below a millisecond, then milliseconds; a dash for none.</summary>
    public static string Text(TimeSpan? span) => span switch
    {
        null => "–",
        { } known when known < TimeSpan.FromMilliseconds(1) => $"{known.TotalMicroseconds:0} µs",
        { } known => string.Create(CultureInfo.CurrentCulture, $"{known.TotalMilliseconds:0.0} ms"),
    };
}
