using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.Localization;

/// <summary>
/// The messages the protocol module names by id: BankID's own (<c>RFA1</c> …, current texts) and ours for what BankID has no text
/// for. Texts stand in <c>UserMessages.resx</c> and <c>UserMessages.sv.resx</c>.
/// </summary>
internal sealed class UserMessages
{
    /// <summary>The message in the present language; an id without a text gets BankID's text for the unknown.</summary>
    /// <param name="messages">The texts.</param>
    /// <param name="id">The message; null for none.</param>
    /// <param name="final">No state follows the one that the message belongs to.</param>
    /// <param name="variant">What the ids of a flow's own variants end with; empty for a flow without.</param>
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
