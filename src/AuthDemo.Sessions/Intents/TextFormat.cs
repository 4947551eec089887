namespace AuthDemo.Sessions.Intents;

/// <summary>How the BankID app shows a text (facts §1.3, <c>userVisibleDataFormat</c>).</summary>
[GenerateSerializer]
public enum TextFormat
{
    /// <summary>Unformatted.</summary>
    Plaintext,

    /// <summary>BankID's simple Markdown, version 1. A single asterisk is bold.</summary>
    SimpleMarkdown,
}
