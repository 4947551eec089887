using System.Text;
using System.Xml;
using AuthDemo.Signatures.Verification;

namespace AuthDemo.Signatures.Xml;

/// <summary>Compares the signed data, what the user saw and did and for whom, with what we asked for.</summary>
internal static class SignedDataValidator
{
    public const string Namespace = "http://www.bankid.com/signature/v1.0.0/types";

    /// <summary>The first rule that is violated; null when all hold.</summary>
    /// <param name="signedData">The <c>bankIdSignedData</c> element, whose digest has been verified.</param>
    /// <param name="request">What it must say.</param>
    public static VerificationError? Validate(XmlElement signedData, VerificationRequest request)
    {
        var visible = Find(signedData, "usrVisibleData");
        if (!IsText(visible, request.VisibleText) || !WasShown(visible))
            return VerificationError.VisibleText;
        if (!IsText(Find(signedData, "usrNonVisibleData"), request.NonVisibleText))
            return VerificationError.NonVisibleText;
        if (request.Function is { } function && FindText(signedData, "clientInfo", "funcId") != function.ToString())
            return VerificationError.Function;
        if (request.RelyingParty is { } relyingParty && !relyingParty.Matches(Decode(FindText(signedData, "srvInfo", "name"))))
            return VerificationError.RelyingParty;
        return null;
    }

    private static XmlElement[] Find(XmlElement parent, string name) =>
        [.. parent.ChildNodes.OfType<XmlElement>().Where(child => XmlStructure.IsNamed(child, Namespace, name))];

    private static bool IsText(XmlElement[] found, string? expected) => found switch
    {
        [] => expected is null,
        [var element] => expected is not null && element.InnerText == Convert.ToBase64String(Encoding.UTF8.GetBytes(expected)),
        _ => false,
    };

    // "What you see is what you sign": the app states that it showed the text.
    private static bool WasShown(XmlElement[] visible) =>
        visible.All(text => text.GetAttribute("visible") == "wysiwys" && text.GetAttribute("charset") == "UTF-8");

    private static string FindText(XmlElement signedData, string parent, string child) =>
        Find(signedData, parent) is [var outer] && Find(outer, child) is [var inner] ? inner.InnerText : "";

    /// <summary>The text in base64; empty, which matches nothing, when it is not base64.</summary>
    private static string Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var written) ? Encoding.UTF8.GetString(bytes, 0, written) : "";
    }
}
