using AuthDemo.Sessions.Intents;
using AuthDemo.Web.AuthSession;

namespace AuthDemo.Web.Signing;

/// <summary><c>Signing:Documents:ID</c>. Texts are keyed by language: <c>en</c>, <c>sv</c>.</summary>
internal sealed class DocumentSettings : OrderSettings
{
    public Dictionary<string, string> Title { get; } = [];

    /// <summary>The text by line. At most 40 000 characters in total after UTF-8 and base64.</summary>
    public Dictionary<string, string[]> Text { get; } = [];

    public TextFormat Format { get; set; }

    /// <summary>Data that is signed but not displayed in the app, such as a reference or a hash. At most 200 000 characters after UTF-8 and base64.</summary>
    public string? Hidden { get; set; }

    /// <summary>Describes <see cref="Hidden"/> to the user.</summary>
    public Dictionary<string, string> HiddenDescription { get; } = [];
}
