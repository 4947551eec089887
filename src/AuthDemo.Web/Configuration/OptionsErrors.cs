using System.Globalization;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Configuration;

/// <summary>Collects the errors of one configuration section, one sentence per key: the key, the rule, and the value given.</summary>
internal sealed class OptionsErrors(string section)
{
    private readonly List<string> _errors = [];

    /// <summary>The result of the validation so far.</summary>
    public ValidateOptionsResult Result => _errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_errors);

    /// <summary>Adds an error that shows the value given.</summary>
    public void Add(string key, string rule, string given) => Add(key, $"{rule}; given: {given}");

    /// <summary>Adds an error without the value: it is secret, or the rule concerns several keys.</summary>
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

    /// <summary>The value must be a member of its enumeration.</summary>
    public void Defined<T>(string key, T given)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(given))
            Add(key, $"must be one of {string.Join(", ", Enum.GetNames<T>())}", given.ToString());
    }

    private static string Text<T>(T value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
