using AuthDemo.Web.AuthSession;

namespace AuthDemo.Web.Signing;

/// <summary>Section <c>Signing</c>: the documents to sign at <c>/sign</c>, and what BankID must require of the signer.</summary>
internal sealed class SigningOptions : OrderSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Signing";

    /// <summary>The documents by id. Without any, <c>/sign</c> answers 404.</summary>
    public Dictionary<string, DocumentSettings> Documents { get; } = [];
}
