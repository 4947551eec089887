using AuthDemo.Sessions.Claims;
using AuthDemo.Web.AuthSession;
using AuthDemo.Web.Console.Access;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.SignIn;

/// <summary>Section <c>SignIn</c>: what BankID must demand of who signs in.</summary>
internal sealed class SignInOptions : OrderSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "SignIn";
}

/// <summary>Names the key, the rule and what was given.</summary>
internal sealed class SignInOptionsValidator(IOptions<ClaimsOptions> claims, IConfiguration configuration) : IValidateOptions<SignInOptions>
{
    public ValidateOptionsResult Validate(string? name, SignInOptions options)
    {
        var errors = (options.Requirement?.Problems($"{SignInOptions.Section}:Requirement") ?? []).ToList();
        if (options.Requirement is { SignedInPerson: true })
            errors.Add("SignIn:Requirement:SignedInPerson cannot be true: nobody is signed in yet.");
        // The configured ones: that of a simulator is there whether anybody wants the console or not.
        var hasOperators = configuration.GetSection($"{ConsoleOptions.Section}:{nameof(ConsoleOptions.Operators)}").GetChildren().Any();
        if (hasOperators && claims.Value.Issue is { } issued && !SignedInUser.ConsoleNeeds.All(issued.Contains))
            errors.Add($"Claims:Issue must have {string.Join(", ", SignedInUser.ConsoleNeeds)} when Console:Operators is set: the console knows operators by them.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
