using System.Globalization;
using Microsoft.Extensions.Options;

namespace AuthDemo.Sessions;

/// <summary>The errors in a section of the configuration. Each message has the key, the rule, and the given value.</summary>
public sealed class Findings(string section)
{
    private readonly List<string> _sentences = [];

    /// <summary>Success when there are no findings.</summary>
    public ValidateOptionsResult Result =>
        _sentences.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_sentences);

    /// <summary>The value must be in the range, both ends included.</summary>
    public void Between<T>(string key, T given, T least, T most) where T : IComparable<T>
    {
        if (given.CompareTo(least) < 0 || given.CompareTo(most) > 0)
            Add(key, string.Create(CultureInfo.InvariantCulture, $"must be from {least} to {most}; given: {given}."));
    }

    /// <summary>The value must be a defined member, because configuration binding also accepts any number.</summary>
    public void Defined<T>(string key, T given) where T : struct, Enum
    {
        if (!Enum.IsDefined(given))
            Add(key, $"must be one of {string.Join(", ", Enum.GetNames<T>())}; given: {given}.");
    }

    /// <summary>Adds a finding: the rule, and the given value unless it is a secret.</summary>
    public void Add(string key, string rule) => _sentences.Add($"{section}:{key} {rule}");
}
