using AuthDemo.Configuration;
using Microsoft.Extensions.Options;

namespace AuthDemo.Sessions.Claims;

/// <summary>Names the key, the rule and what was given; never the pseudonym key itself.</summary>
internal sealed class ClaimsOptionsValidator : IValidateOptions<ClaimsOptions>
{
    private const int LeastKeyBytes = 32;

    public ValidateOptionsResult Validate(string? name, ClaimsOptions options)
    {
        var errors = new OptionsErrors(ClaimsOptions.Section);
        foreach (var wrong in (options.Issue ?? []).Except(SignInClaims.Known))
            errors.Add(nameof(options.Issue), $"must be of {string.Join(", ", SignInClaims.Known)}; given: '{wrong}'");
        if (options.PseudonymKey is null)
        {
            if (options.Issue?.Contains(SignInClaims.Subject) ?? false)
                errors.Add(nameof(options.PseudonymKey), $"must be set when Claims:Issue has sub: base64 of at least {LeastKeyBytes} random bytes; given: nothing");
        }
        else if (!IsKey(options.PseudonymKey))
        {
            errors.Add(nameof(options.PseudonymKey), $"must be base64 of at least {LeastKeyBytes} random bytes; given: {options.PseudonymKey.Length} characters that are not");
        }

        return errors.Result;
    }

    private static bool IsKey(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length >= LeastKeyBytes;
    }
}
