using System.Globalization;

namespace AuthDemo.Simulator.Identities;

/// <summary>The rules of a Swedish personal number of 12 digits, or of a co-ordination number, whose day is raised by 60.</summary>
internal static class PersonalNumber
{
    private const int Length = 12;
    private const int CoordinationDayOffset = 60;

    public static bool IsWellFormed(string text) => text.Length == Length && text.All(char.IsAsciiDigit);

    /// <summary>The Luhn check over the last ten digits.</summary>
    public static bool HasValidCheckDigit(string number)
    {
        var sum = 0;
        for (var i = 2; i < number.Length; i++)
        {
            var product = (number[i] - '0') * (i % 2 == 0 ? 2 : 1);
            sum += product / 10 + product % 10;
        }
        return sum % 10 == 0;
    }

    /// <summary>Whether the first eight digits are a date of the calendar.</summary>
    public static bool HasPossibleBirthDate(string number)
    {
        var day = int.Parse(number.AsSpan(6, 2), CultureInfo.InvariantCulture);
        if (day > CoordinationDayOffset)
            day -= CoordinationDayOffset;
        return DateOnly.TryParseExact(
            $"{number.AsSpan(0, 6)}{day:00}", "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
    }
}
