using System.Globalization;
using Microsoft.Extensions.Options;

namespace AuthDemo.Configuration;

/// <summary>
/// Collects the errors of one configuration section for an options validator, one sentence for each: the key, the rule, and the value
/// given unless it is secret. All options validators of the service build their sentences here.
/// </summary>
public sealed class OptionsErrors(string section)
{
    private readonly List<string> _errors = [];

    /// <summary>The result of the validation so far.</summary>
    public ValidateOptionsResult Result => _errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_errors);

    /// <summary>Adds an error that shows the value given.</summary>
    public void Add(string key, string rule, string given) => Add(key, $"{rule}; given: {given}");

    /// <summary>Adds an error without the value: it is secret, or the rule concerns several keys. The full stop is added here.</summary>
    public void Add(string key, string rule) => _errors.Add($"{section}:{key} {rule}.");

    /// <summary>Adds a complete sentence about another section.</summary>
    public void AddSentence(string sentence) => _errors.Add(sentence);

    /// <summary>Adds complete sentences.</summary>
    public void AddSentences(IEnumerable<string> sentences) => _errors.AddRange(sentences);

    /// <summary>The value must be within the limits, both included.</summary>
    public void Between<T>(string key, T given, T least, T most)
        where T : IComparable<T>
    {
        if (given.CompareTo(least) < 0 || given.CompareTo(most) > 0)
            Add(key, $"must be from {Text(least)} to {Text(most)}", Text(given));
    }

    /// <summary>The value must be a member of its enumeration: configuration also accepts numbers that are none.</summary>
    public void Defined<T>(string key, T given)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(given))
            Add(key, $"must be one of {string.Join(", ", Enum.GetNames<T>())}", given.ToString());
    }

    /// <summary>The value may be absent, but not blank.</summary>
    public void NotBlank(string key, string? given)
    {
        if (given is not null && string.IsNullOrWhiteSpace(given))
            Add(key, "must name something or be left out", "blank");
    }

    /// <summary>No value of the list may be blank.</summary>
    public void EachNotBlank(string key, IList<string> given)
    {
        for (var i = 0; i < given.Count; i++)
            if (string.IsNullOrWhiteSpace(given[i]))
                Add($"{key}:{i}", "must name something", "blank");
    }

    private static string Text<T>(T value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
