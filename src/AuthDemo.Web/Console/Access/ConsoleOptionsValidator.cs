using AuthDemo.Configuration;
using System.Buffers.Text;
using System.Text;
using AuthDemo.Sessions.Claims;
using AuthDemo.Web.Security;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Console.Access;

/// <summary>Validates <see cref="ConsoleOptions"/>; each error names the key and the rule, and the value given unless it is personal or secret.</summary>
internal sealed class ConsoleOptionsValidator(IOptions<ClaimsOptions> claims, IConfiguration configuration) : IValidateOptions<ConsoleOptions>
{
    private const int MaxNameLength = 60;
    private const int MinKeyBytes = 32;

    public ValidateOptionsResult Validate(string? name, ConsoleOptions options)
    {
        var errors = new OptionsErrors(ConsoleOptions.Section);
        // NaN compares as less than any number, so it is out of range too.
        errors.Between(nameof(options.IdleMinutes), options.IdleMinutes, 0.25, 480);
        errors.Defined(nameof(options.Addresses), options.Addresses);
        if (options.HashKey is { Length: > 0 } key && !IsKey(key))
            errors.Add(nameof(options.HashKey), $"must be base64 of at least {MinKeyBytes} bytes");

        for (var i = 0; i < options.Operators.Count; i++)
            Validate(errors, options, options.Operators[i], $"Operators:{i}");
        foreach (var group in options.Operators.GroupBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            errors.Add("Operators", "must have different names, which the audit log needs to tell operators apart", $"\"{group.Key}\" {group.Count()} times");
        ValidateClaims(errors);
        return errors.Result;
    }

    private static void Validate(OptionsErrors errors, ConsoleOptions options, OperatorEntry entry, string key)
    {
        if (string.IsNullOrWhiteSpace(entry.Name) || entry.Name.Length > MaxNameLength)
            errors.Add($"{key}:Name", $"must have 1 to {MaxNameLength} characters", Length(entry.Name));
        errors.Defined($"{key}:Role", entry.Role);
        if (string.IsNullOrEmpty(entry.PersonalNumber) == string.IsNullOrEmpty(entry.PersonalNumberHash))
            errors.Add(key, "must have either PersonalNumberHash or PersonalNumber, and only one of them");
        else if (entry.PersonalNumber is { Length: > 0 } number && (number.Length != 12 || !number.All(char.IsAsciiDigit)))
            errors.Add($"{key}:PersonalNumber", "must be 12 digits, YYYYMMDDNNNN", Length(number));
        else if (entry.PersonalNumberHash is { Length: > 0 } hash && (hash.Length != 64 || !hash.All(char.IsAsciiHexDigit)))
            errors.Add($"{key}:PersonalNumberHash", "must be 64 hex digits", Length(hash));
        else if (entry.PersonalNumberHash is { Length: > 0 } && string.IsNullOrEmpty(options.HashKey))
            errors.Add($"{key}:PersonalNumberHash", "needs Console:HashKey, which is not set");
    }

    /// <summary>Reads the configuration, because <see cref="SimulatedOperator"/> adds an operator that nobody configured.</summary>
    private void ValidateClaims(OptionsErrors errors)
    {
        var hasOperators = configuration.GetSection($"{ConsoleOptions.Section}:{nameof(ConsoleOptions.Operators)}").GetChildren().Any();
        if (hasOperators && claims.Value.Issue is { } issued && !SignedInUser.ConsoleClaims.All(issued.Contains))
            errors.AddSentence($"Claims:Issue must have {string.Join(", ", SignedInUser.ConsoleClaims)} when Console:Operators is set: the console identifies operators by them.");
    }

    private static string Length(string text) => $"{text.Length} characters";

    private static bool IsKey(string key) => Base64.IsValid(Encoding.ASCII.GetBytes(key), out var length) && length >= MinKeyBytes;
}
