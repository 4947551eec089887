using System.Globalization;
using Microsoft.Extensions.Options;

namespace AuthDemo.Sessions;

/// <summary>What is wrong with a section of the configuration, a sentence for each key: the rule, and what was given.</summary>
public sealed class Findings(string section)
{
    private readonly List<string> _sentences = [];

    /// <summary>Succeeds when nothing was found.</summary>
    public ValidateOptionsResult Result =>
        _sentences.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_sentences);

    /// <summary>The value must be in the range, both ends included.</summary>
    public void Between<T>(string key, T given, T least, T most) where T : IComparable<T>
    {
        if (given.CompareTo(least) < 0 || given.CompareTo(most) > 0)
            Add(key, string.Create(CultureInfo.InvariantCulture, $"must be from {least} to {most}; given: {given}."));
    }

    /// <summary>A number that the configuration gave in a word's place is refused.</summary>
    public void Defined<T>(string key, T given) where T : struct, Enum
    {
        if (!Enum.IsDefined(given))
            Add(key, $"must be one of {string.Join(", ", Enum.GetNames<T>())}; given: {given}.");
    }

    /// <summary>Adds a finding: the rule, and the given value unless it is a secret.</summary>
    public void Add(string key, string rule) => _sentences.Add($"{section}:{key} {rule}");
}
