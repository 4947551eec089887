using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.Localization;

/// <summary>
/// Resource class of the user messages, by the id that the protocol module returns: BankID's recommended messages (<c>RFA1</c> …) and our
/// own where BankID has none (<c>UserMessages.resx</c>, <c>UserMessages.sv.resx</c>).
/// </summary>
internal sealed class UserMessages
{
    /// <summary>The message in the current language. An unknown id gets BankID's message for an unknown status.</summary>
    /// <param name="messages">The texts.</param>
    /// <param name="id">The message id; null for none.</param>
    /// <param name="final">The state of the message is final.</param>
    /// <param name="variant">The suffix of the flow's variants; empty for a flow without variants.</param>
    public static string? Text(IStringLocalizer<UserMessages> messages, string? id, bool final, string variant)
    {
        if (id is null)
            return null;
        if (variant.Length > 0 && messages[id + variant] is { ResourceNotFound: false } special)
            return special;
        var text = messages[id];
        return text.ResourceNotFound ? messages[final ? "RFA22" : "RFA21"] : text;
    }
}
