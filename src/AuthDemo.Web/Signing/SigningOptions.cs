using AuthDemo.Sessions.Claims;
using AuthDemo.Sessions.Intents;
using AuthDemo.Web.AuthSession;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Signing;

/// <summary>Section <c>Signing</c>: what can be signed at <c>/sign</c>, and what BankID must demand of who signs.</summary>
internal sealed class SigningOptions : OrderSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Signing";

    /// <summary>By id. Without any, there is no page to sign at.</summary>
    public Dictionary<string, DocumentSettings> Documents { get; } = [];
}

/// <summary><c>Signing:Documents:ID</c>. Texts are by language: <c>en</c>, <c>sv</c>.</summary>
internal sealed class DocumentSettings : OrderSettings
{
    public Dictionary<string, string> Title { get; } = [];

    /// <summary>Line by line. Together at most 40 000 characters after UTF-8 and base64.</summary>
    public Dictionary<string, string[]> Text { get; } = [];

    public TextFormat Format { get; set; }

    /// <summary>Signed and not shown in the app: a reference, a hash. At most 200 000 characters after UTF-8 and base64.</summary>
    public string? Hidden { get; set; }

    /// <summary>What <see cref="Hidden"/> is.</summary>
    public Dictionary<string, string> HiddenDescription { get; } = [];
}

/// <summary>Names the key, the rule and what was given.</summary>
internal sealed class SigningOptionsValidator(IOptions<ClaimsOptions> claims) : IValidateOptions<SigningOptions>
{
    public ValidateOptionsResult Validate(string? name, SigningOptions options)
    {
        var problems = new ApprovalProblems(SigningOptions.Section, claims.Value);
        problems.Demands("", options);
        foreach (var (id, document) in options.Documents)
        {
            var key = $"Documents:{id}";
            problems.Id(key, id);
            problems.Demands(key + ":", document);
            problems.Texts($"{key}:Title", document.Title, title => title.Length > 0);
            problems.Texts($"{key}:Text", document.Text, lines => lines.Any(line => line.Length > 0));
            if (document.Hidden is { Length: 0 })
                problems.Add($"{key}:Hidden", "must have at least 1 character, or be left out; given: 0.");
        }

        return problems.Result;
    }
}
