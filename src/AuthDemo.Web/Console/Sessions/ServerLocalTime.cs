using System.Globalization;

namespace AuthDemo.Web.Console.Sessions;

/// <summary>
/// A date and time as an operator types it and an address holds it: by the clock the console shows (<see cref="Layout.TimeFormat"/>), which is
/// the server's, to the minute.
/// </summary>
internal static class ServerLocalTime
{
    // Years that no time zone can push over the ends of what a date can hold, and no typing error gives.
    private const int FirstYear = 2000;
    private const int LastYear = 2999;

    private static readonly string[] s_shapes = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-dd"];

    /// <summary>The zone whose clock it is, as the server calls it: <c>Europe/Stockholm</c>.</summary>
    public static string Zone => TimeZoneInfo.Local.Id;

    /// <summary>A date alone is its midnight.</summary>
    public static bool TryParse(string? text, out DateTime at) =>
        DateTime.TryParseExact(text?.Trim(), s_shapes, CultureInfo.InvariantCulture, DateTimeStyles.None, out at) && at.Year is >= FirstYear and <= LastYear;

    /// <summary><c>2026-11-28 02:00</c>.</summary>
    public static string Typed(DateTime at) => at.ToString(s_shapes[1], CultureInfo.InvariantCulture);

    /// <summary><c>2026-11-28T02:00</c>, as it stands in the address.</summary>
    public static string Kept(DateTime at) => at.ToString(s_shapes[0], CultureInfo.InvariantCulture);

    /// <summary>The instant; of the two in the hour that comes twice in autumn the earlier one, so that a span that begins there misses nothing.</summary>
    public static DateTimeOffset Beginning(DateTime at, TimeZoneInfo? zone = null) => Instants(at, zone ?? TimeZoneInfo.Local).Min();

    /// <summary>The instant; of the two in the hour that comes twice in autumn the later one.</summary>
    public static DateTimeOffset End(DateTime at, TimeZoneInfo? zone = null) => Instants(at, zone ?? TimeZoneInfo.Local).Max();

    private static IEnumerable<DateTimeOffset> Instants(DateTime at, TimeZoneInfo zone) =>
        (zone.IsAmbiguousTime(at) ? zone.GetAmbiguousTimeOffsets(at) : [zone.GetUtcOffset(at)]).Select(offset => new DateTimeOffset(at, offset));
}
