using System.Globalization;

namespace AuthDemo.Web.Console.Sessions;

/// <summary>
/// Parses and formats a date and time in the server's time zone, to the minute: as an operator enters it, and as in a URL. The console shows
/// all times in this zone (<see cref="Layout.TimeFormat"/>).
/// </summary>
internal static class ServerLocalTime
{
    // Excludes years that a time zone could move out of the range of DateTime, and typing errors.
    private const int FirstYear = 2000;
    private const int LastYear = 2999;

    private static readonly string[] s_formats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-dd"];

    /// <summary>The id of the server's time zone: <c>Europe/Stockholm</c>.</summary>
    public static string Zone => TimeZoneInfo.Local.Id;

    /// <summary>Parses a date and time, or a date, which is its midnight.</summary>
    public static bool TryParse(string? text, out DateTime at) =>
        DateTime.TryParseExact(text?.Trim(), s_formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out at) && at.Year is >= FirstYear and <= LastYear;

    /// <summary><c>2026-11-28 02:00</c>.</summary>
    public static string ForInput(DateTime at) => at.ToString(s_formats[1], CultureInfo.InvariantCulture);

    /// <summary><c>2026-11-28T02:00</c>, for the URL.</summary>
    public static string ForQuery(DateTime at) => at.ToString(s_formats[0], CultureInfo.InvariantCulture);

    /// <summary>The instant as the start of a range: in the hour that is repeated in autumn the earlier one, so that the range omits nothing.</summary>
    public static DateTimeOffset RangeStart(DateTime at, TimeZoneInfo? zone = null) => Instants(at, zone ?? TimeZoneInfo.Local).Min();

    /// <summary>The instant as the end of a range: in the hour that is repeated in autumn the later one.</summary>
    public static DateTimeOffset RangeEnd(DateTime at, TimeZoneInfo? zone = null) => Instants(at, zone ?? TimeZoneInfo.Local).Max();

    private static IEnumerable<DateTimeOffset> Instants(DateTime at, TimeZoneInfo zone) =>
        (zone.IsAmbiguousTime(at) ? zone.GetAmbiguousTimeOffsets(at) : [zone.GetUtcOffset(at)]).Select(offset => new DateTimeOffset(at, offset));
}
