using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.AuthSession;

/// <summary>A text may have a variant for a flow: <c>Failed.Heading</c> speaks of signing in, <c>Failed.Heading.Sign</c> of signing.</summary>
internal static class FlowWording
{
    /// <summary>What a flow's variants end with; empty for the flow that the plain texts speak of.</summary>
    public static string Suffix(Flow flow) => flow switch
    {
        Flow.Auth => "",
        Flow.PhoneAuth => ".Phone",
        Flow.Sign or Flow.PhoneSign => ".Sign",
        Flow.Payment or Flow.OtherPayment => ".Payment",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The flow's variant of a text, or the text.</summary>
    public static string For(this IStringLocalizer<SessionTexts> texts, Flow flow, string key)
    {
        var variant = texts[key + Suffix(flow)];
        return variant.ResourceNotFound ? texts[key] : variant;
    }
}
