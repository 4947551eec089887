using System.Text.RegularExpressions;
using AuthDemo.Sessions.Claims;
using AuthDemo.Web.AuthSession;
using AuthDemo.Web.Localization;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Signing;

/// <summary>
/// What is wrong with a section of documents or purchases, a sentence for each key. Lengths and the form of amounts are the protocol
/// module's to judge, when something is started.
/// </summary>
internal sealed partial class ApprovalProblems(string section, ClaimsOptions claims)
{
    private readonly List<string> _sentences = [];

    public ValidateOptionsResult Result =>
        _sentences.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_sentences);

    public void Add(string key, string rule) => _sentences.Add($"{section}:{key} {rule}");

    public void Id(string key, string id)
    {
        if (!IdForm().IsMatch(id))
            Add(key, $"must have an id of 1-64 of a-z, 0-9 and -; given: \"{id}\".");
    }

    /// <summary>A text for every language, or, where that will do, for none.</summary>
    public void Texts<T>(string key, Dictionary<string, T> texts, Func<T, bool> isText, bool isRequired = true)
    {
        if (texts.Count == 0 && !isRequired)
            return;
        foreach (var language in Languages.All.Where(language => !texts.TryGetValue(language, out var text) || !isText(text)))
            Add($"{key}:{language}", "must have a text; given: none.");
    }

    /// <param name="prefix">Empty, or a key and a colon.</param>
    /// <param name="settings">The demands.</param>
    public void Demands(string prefix, OrderSettings settings)
    {
        if (settings.Requirement is not { } demands)
            return;
        _sentences.AddRange(demands.Problems($"{section}:{prefix}Requirement"));
        if (demands.SignedInPerson && claims.Issue is { } issued && !issued.Contains(SignInClaims.PersonalNumber))
            Add($"{prefix}Requirement:SignedInPerson", $"needs {SignInClaims.PersonalNumber} in Claims:Issue.");
    }

    [GeneratedRegex(@"^[a-z0-9-]{1,64}\z")]
    private static partial Regex IdForm();
}
