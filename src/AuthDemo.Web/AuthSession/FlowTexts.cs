using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.AuthSession;

/// <summary>Selects the variant of a text for a flow: <c>Failed.Heading</c> is about signing in, <c>Failed.Heading.Sign</c> about signing.</summary>
internal static class FlowTexts
{
    /// <summary>The suffix of a flow's variants; empty for sign-in, which has the texts without a suffix.</summary>
    public static string Suffix(Flow flow) => flow switch
    {
        Flow.Auth => "",
        Flow.PhoneAuth => ".Phone",
        Flow.Sign or Flow.PhoneSign => ".Sign",
        Flow.Payment or Flow.OtherPayment => ".Payment",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The flow's variant of a text, or the text without a suffix.</summary>
    public static string For(this IStringLocalizer<SessionTexts> texts, Flow flow, string key)
    {
        var variant = texts[key + Suffix(flow)];
        return variant.ResourceNotFound ? texts[key] : variant;
    }
}
