using AuthDemo.Configuration;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.SignIn;

/// <summary>Validates <see cref="SignInOptions"/>; each error names the key, the rule and the value given.</summary>
internal sealed class SignInOptionsValidator : IValidateOptions<SignInOptions>
{
    public ValidateOptionsResult Validate(string? name, SignInOptions options)
    {
        var errors = new OptionsErrors(SignInOptions.Section);
        errors.AddSentences(options.Requirement?.Errors($"{SignInOptions.Section}:Requirement") ?? []);
        if (options.Requirement is { SignedInPerson: true })
            errors.Add("Requirement:SignedInPerson", "cannot be true: nobody is signed in yet");
        return errors.Result;
    }
}
