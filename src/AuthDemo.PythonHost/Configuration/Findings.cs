using System.Globalization;
using Microsoft.Extensions.Options;

namespace AuthDemo.PythonHost.Configuration;

/// <summary>Collects what is wrong with a section, one line for each key.</summary>
internal sealed class Findings(string section)
{
    private readonly List<string> _failures = [];

    public ValidateOptionsResult Result =>
        _failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_failures);

    public void Between<T>(string key, T given, T least, T most) where T : IComparable<T>
    {
        if (given.CompareTo(least) < 0 || given.CompareTo(most) > 0)
            Add(key, $"must be from {Text(least)} to {Text(most)}", Text(given));
    }

    public void Known<T>(string key, T given) where T : struct, Enum
    {
        if (!Enum.IsDefined(given))
            Add(key, $"must be one of {string.Join(", ", Enum.GetNames<T>())}", given.ToString());
    }

    public void NotBlank(string key, string? given)
    {
        if (given is not null && string.IsNullOrWhiteSpace(given))
            Add(key, "must name something or be left out", "blank");
    }

    public void EachNotBlank(string key, IList<string> given)
    {
        for (var i = 0; i < given.Count; i++)
            if (string.IsNullOrWhiteSpace(given[i]))
                Add($"{key}:{i}", "must name something", "blank");
    }

    public void EachDottedName(string key, IList<string> given, bool indexed = true)
    {
        for (var i = 0; i < given.Count; i++)
            if (!IsDottedName(given[i]))
                Add(indexed ? $"{key}:{i}" : key, "must be a dotted name such as package.module", $"'{given[i]}'");
    }

    public void Add(string key, string rule, string given) => _failures.Add($"{section}:{key} {rule}; given: {given}.");

    private static bool IsDottedName(string text) =>
        text.Split('.').All(part => part.Length > 0 && !char.IsDigit(part[0]) && part.All(c => c == '_' || char.IsLetterOrDigit(c)));

    private static string Text<T>(T value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
