using AuthDemo.Configuration;
using System.Text.RegularExpressions;
using AuthDemo.Sessions.Claims;
using AuthDemo.Web.AuthSession;
using AuthDemo.Web.Localization;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Signing;

/// <summary>
/// The rules that configured documents and purchases share. The protocol module checks lengths and amounts when a request is started.
/// </summary>
internal sealed partial class SignRequestErrors(string section, ClaimsOptions claims)
{
    private readonly OptionsErrors _errors = new(section);

    public ValidateOptionsResult Result => _errors.Result;

    public void Add(string key, string rule) => _errors.Add(key, rule);

    public void Add(string key, string rule, string given) => _errors.Add(key, rule, given);

    public void Id(string key, string id)
    {
        if (!IdPattern().IsMatch(id))
            Add(key, "must have an id of 1-64 of a-z, 0-9 and -", $"\"{id}\"");
    }

    /// <summary>There must be a text for every language or, where it is optional, for none.</summary>
    public void Texts<T>(string key, Dictionary<string, T> texts, Func<T, bool> isText, bool isRequired = true)
    {
        if (texts.Count == 0 && !isRequired)
            return;
        foreach (var language in Languages.All.Where(language => !texts.TryGetValue(language, out var text) || !isText(text)))
            Add($"{key}:{language}", "must have a text", "none");
    }

    /// <param name="prefix">Empty, or a key and a colon.</param>
    /// <param name="settings">The settings that may have a requirement.</param>
    public void Requirement(string prefix, OrderSettings settings)
    {
        if (settings.Requirement is not { } requirement)
            return;
        _errors.AddSentences(requirement.Errors($"{section}:{prefix}Requirement"));
        if (requirement.SignedInPerson && claims.Issue is { } issued && !issued.Contains(SignInClaims.PersonalNumber))
            Add($"{prefix}Requirement:SignedInPerson", $"needs {SignInClaims.PersonalNumber} in Claims:Issue");
    }

    [GeneratedRegex(@"^[a-z0-9-]{1,64}\z")]
    private static partial Regex IdPattern();
}
