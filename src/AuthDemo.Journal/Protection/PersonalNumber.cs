using System.Diagnostics.CodeAnalysis;

namespace AuthDemo.Journal.Protection;

/// <summary>A personal number (personnummer). Personal data: prints masked.</summary>
public sealed record PersonalNumber
{
    private const int Length = 12;

    private PersonalNumber(string digits) => Digits = digits;

    /// <summary>The 12 digits.</summary>
    internal string Digits { get; }

    /// <summary>
    /// Parses <c>YYYYMMDDNNNN</c>, with or without a hyphen or spaces. On failure <paramref name="error"/> says why, without the input.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PersonalNumber? number, [NotNullWhen(false)] out string? error)
    {
        var digits = (text ?? "").Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).Trim();
        var ok = digits.Length == Length && digits.All(char.IsAsciiDigit);
        number = ok ? new PersonalNumber(digits) : null;
        error = ok ? null
            : digits.All(char.IsAsciiDigit)
                ? $"Personal number: 12 digits, YYYYMMDDNNNN with the century; given: {digits.Length} digits."
                : "Personal number: 12 digits, YYYYMMDDNNNN, and nothing else but a hyphen; given: other characters.";
        return ok;
    }

    /// <summary>Masked.</summary>
    public override string ToString() => "PersonalNumber { *** }";
}
