using System.Text;
using System.Xml;

namespace AuthDemo.Signatures.Xml;

/// <summary>What the signed data says the person saw and did, held against what we asked for.</summary>
internal static class SignedContent
{
    public const string Types = "http://www.bankid.com/signature/v1.0.0/types";

    /// <param name="signedData">The <c>bankIdSignedData</c> element, after its digest was verified.</param>
    /// <param name="asked">What it must say.</param>
    public static Refusal? Check(XmlElement signedData, CompletedOrder asked)
    {
        var visible = Find(signedData, "usrVisibleData");
        if (!IsText(visible, asked.VisibleText) || !WasShown(visible))
            return Refusal.VisibleText;
        if (!IsText(Find(signedData, "usrNonVisibleData"), asked.NonVisibleText))
            return Refusal.NonVisibleText;
        return asked.Function is { } function && Function(signedData) != function.ToString() ? Refusal.Function : null;
    }

    private static XmlElement[] Find(XmlElement parent, string name) =>
        [.. parent.ChildNodes.OfType<XmlElement>().Where(child => Shape.Is(child, Types, name))];

    private static bool IsText(XmlElement[] found, string? asked) => found switch
    {
        [] => asked is null,
        [var one] => asked is not null && one.InnerText == Convert.ToBase64String(Encoding.UTF8.GetBytes(asked)),
        _ => false,
    };

    // "What you see is what you sign"; the app marks what it has shown so.
    private static bool WasShown(XmlElement[] visible) =>
        visible.All(text => text.GetAttribute("visible") == "wysiwys" && text.GetAttribute("charset") == "UTF-8");

    private static string? Function(XmlElement signedData) =>
        Find(signedData, "clientInfo") is [var info] && Find(info, "funcId") is [var function] ? function.InnerText : null;
}
