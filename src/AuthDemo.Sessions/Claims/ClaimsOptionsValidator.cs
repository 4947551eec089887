using AuthDemo.Configuration;
using Microsoft.Extensions.Options;

namespace AuthDemo.Sessions.Claims;

/// <summary>Reports the configuration key, the rule and the given value; never the pseudonym key.</summary>
internal sealed class ClaimsOptionsValidator : IValidateOptions<ClaimsOptions>
{
    private const int MinimumKeyBytes = 32;

    public ValidateOptionsResult Validate(string? name, ClaimsOptions options)
    {
        var errors = new OptionsErrors(ClaimsOptions.Section);
        foreach (var wrong in (options.Issue ?? []).Except(SignInClaims.Known))
            errors.Add(nameof(options.Issue), $"must be one of {string.Join(", ", SignInClaims.Known)}; given: '{wrong}'");
        if (options.PseudonymKey is null)
        {
            if (options.Issue?.Contains(SignInClaims.Subject) ?? false)
                errors.Add(nameof(options.PseudonymKey), $"must be set when Claims:Issue contains sub: base64 of at least {MinimumKeyBytes} random bytes; given: nothing");
        }
        else if (!IsKey(options.PseudonymKey))
        {
            errors.Add(nameof(options.PseudonymKey), $"must be base64 of at least {MinimumKeyBytes} random bytes; given: {options.PseudonymKey.Length} characters of another form or length");
        }

        return errors.Result;
    }

    private static bool IsKey(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length >= MinimumKeyBytes;
    }
}
