using System.Globalization;

namespace AuthDemo.Web.Console.Layout;

/// <summary>Formats times for operators: in the server's time zone, with 24 hours, with the date only for another day.</summary>
internal static class TimeFormat
{
    /// <summary><c>14:03:07</c>, or <c>23 Nov 14:03</c> on another day.</summary>
    public static string Shown(DateTimeOffset at, DateTimeOffset now) =>
        at.LocalDateTime.Date == now.LocalDateTime.Date ? Clock(at) : at.LocalDateTime.ToString("d MMM HH:mm", CultureInfo.CurrentCulture);

    /// <summary><c>14:03:07</c>.</summary>
    public static string Clock(DateTimeOffset at) => at.LocalDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary><c>23 November 2026 14:03:07</c>.</summary>
    public static string Full(DateTimeOffset at) => at.LocalDateTime.ToString("d MMMM yyyy HH:mm:ss", CultureInfo.CurrentCulture);

    /// <summary><c>0.3 ms</c>, <c>42 ms</c>.</summary>
    public static string Milliseconds(TimeSpan span) =>
        string.Create(CultureInfo.CurrentCulture, $"{(span.TotalMilliseconds < 9.95 ? Math.Round(span.TotalMilliseconds, 1) : Math.Round(span.TotalMilliseconds))} ms");

    /// <summary><c>4.2 s</c>, <c>1 min 12 s</c>, <c>3 h 5 min</c>, <c>12 d</c>; a negative span is formatted as zero.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        _ when span < TimeSpan.Zero => Span(TimeSpan.Zero),
        _ when span < TimeSpan.FromSeconds(10) => string.Create(CultureInfo.CurrentCulture, $"{Math.Floor(span.TotalSeconds * 10) / 10:0.0} s"),
        _ when span < TimeSpan.FromMinutes(1) => $"{span.Seconds} s",
        _ when span < TimeSpan.FromHours(1) => $"{span.Minutes} min {span.Seconds} s",
        _ when span < TimeSpan.FromDays(1) => $"{span.Hours} h {span.Minutes} min",
        _ => $"{(int)span.TotalDays} d",
    };
}
