using AuthDemo.Sessions.Claims;
using AuthDemo.Sessions.Intents;
using AuthDemo.Web.AuthSession.Intents;
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
            if (document.Format is TextFormat.SimpleMarkdown)
                Markdown(errors, key, document);
            if (document.Hidden is { Length: 0 })
                errors.Add($"{key}:Hidden", "must have at least 1 character, or be left out", "0");
        }

        return errors.Result;
    }

    private static void Markdown(SignRequestErrors errors, string key, DocumentSettings document)
    {
        foreach (var (language, lines) in document.Text)
        {
            if (SimpleMarkdown.FindRefused(lines) is { } refused)
                errors.Add($"{key}:Text:{language}", $"must be BankID's Simple Markdown: in line {refused.Line}, {refused.Rule}", $"\"{lines[refused.Line - 1]}\"");
        }
    }
}
