using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Console.Access;

/// <summary>Fails the start with one sentence for each broken key; what was given is told where it is not personal.</summary>
internal sealed class ConsoleOptionsValidator : IValidateOptions<ConsoleOptions>
{
    private const int LongestName = 60;
    private const int ShortestKey = 32;

    public ValidateOptionsResult Validate(string? name, ConsoleOptions options)
    {
        var errors = new List<string>();
        if (options.IdleMinutes is not (>= 0.25 and <= 480))
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"Console:IdleMinutes must be 0.25 to 480; it is {options.IdleMinutes}."));
        if (!Enum.IsDefined(options.Addresses))
            errors.Add($"Console:Addresses must be Hidden, Network or Full; it is {options.Addresses}.");
        if (options.HashKey is { Length: > 0 } key && !IsKey(key))
            errors.Add($"Console:HashKey must be base64 of at least {ShortestKey} bytes; it is none, or shorter.");

        for (var i = 0; i < options.Operators.Count; i++)
            errors.AddRange(Broken(options, options.Operators[i], $"Console:Operators:{i}"));
        foreach (var twice in options.Operators.GroupBy(one => one.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1))
            errors.Add($"Console:Operators: the name \"{twice.Key}\" stands there {twice.Count()} times; the audit log could not tell them apart.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Broken(ConsoleOptions options, OperatorEntry one, string key)
    {
        if (string.IsNullOrWhiteSpace(one.Name) || one.Name.Length > LongestName)
            yield return $"{key}:Name must have 1 to {LongestName} characters; it has {one.Name.Length}.";
        if (!Enum.IsDefined(one.Role))
            yield return $"{key}:Role must be Viewer, Operator or Admin; it is {one.Role}.";
        if (string.IsNullOrEmpty(one.PersonalNumber) == string.IsNullOrEmpty(one.PersonalNumberHash))
            yield return $"{key} must have either PersonalNumberHash or PersonalNumber, and only one of them.";
        else if (one.PersonalNumber is { Length: > 0 } number && (number.Length != 12 || !number.All(char.IsAsciiDigit)))
            yield return $"{key}:PersonalNumber must be 12 digits, YYYYMMDDNNNN; it has {number.Length} characters.";
        else if (one.PersonalNumberHash is { Length: > 0 } hash && (hash.Length != 64 || !hash.All(char.IsAsciiHexDigit)))
            yield return $"{key}:PersonalNumberHash must be 64 hex digits; it has {hash.Length} characters.";
        else if (one.PersonalNumberHash is { Length: > 0 } && string.IsNullOrEmpty(options.HashKey))
            yield return $"{key}:PersonalNumberHash needs Console:HashKey, which is not set.";
    }

    private static bool IsKey(string key) => Base64.IsValid(Encoding.ASCII.GetBytes(key), out var length) && length >= ShortestKey;
}
