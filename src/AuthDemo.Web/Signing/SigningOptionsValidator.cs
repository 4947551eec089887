using AuthDemo.Sessions.Claims;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Signing;

/// <summary>Validates <see cref="SigningOptions"/>; each error names the key, the rule and the value given.</summary>
internal sealed class SigningOptionsValidator(IOptions<ClaimsOptions> claims) : IValidateOptions<SigningOptions>
{
    public ValidateOptionsResult Validate(string? name, SigningOptions options)
    {
        var errors = new SignRequestErrors(SigningOptions.Section, claims.Value);
        errors.Requirement("", options);
        foreach (var (id, document) in options.Documents)
        {
            var key = $"Documents:{id}";
            errors.Id(key, id);
            errors.Requirement(key + ":", document);
            errors.Texts($"{key}:Title", document.Title, title => title.Length > 0);
            errors.Texts($"{key}:Text", document.Text, lines => lines.Any(line => line.Length > 0));
            if (document.Hidden is { Length: 0 })
                errors.Add($"{key}:Hidden", "must have at least 1 character, or be left out", "0");
        }

        return errors.Result;
    }
}
