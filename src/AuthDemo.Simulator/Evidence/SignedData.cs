using System.Text;
using System.Xml.Linq;
using AuthDemo.Simulator.Orders;

namespace AuthDemo.Simulator.Evidence;

/// <summary>The <c>bankIdSignedData</c> element: what the user saw and did, the part of the signature that is theirs.</summary>
internal static class SignedData
{
    public static readonly XNamespace Types = "http://www.bankid.com/signature/v1.0.0/types";

    public const string Id = "bidSignedData";

    public static XElement Of(Order order)
    {
        var request = order.Request;
        return new XElement(Types + "bankIdSignedData",
            new XAttribute("xmlns", Types.NamespaceName),
            new XAttribute("Id", Id),
            request.VisibleData is null ? null : new XElement(Types + "usrVisibleData",
                new XAttribute("charset", "UTF-8"), new XAttribute("visible", "wysiwys"), request.VisibleData),
            request.NonVisibleData is null ? null : new XElement(Types + "usrNonVisibleData", request.NonVisibleData),
            new XElement(Types + "srvInfo",
                new XElement(Types + "name", Base64(order.Owner.DistinguishedName)),
                new XElement(Types + "nonce", Convert.ToBase64String(order.OrderRef.ToByteArray())),
                new XElement(Types + "displayName", Base64(order.Owner.DisplayName))),
            new XElement(Types + "clientInfo",
                new XElement(Types + "funcId", request.Kind.IsSigning() ? "Signing" : "Identification"),
                new XElement(Types + "version", Base64("Personal=7.50.0&authdemo_simulator=1")),
                new XElement(Types + "env",
                    new XElement(Types + "ai",
                        new XElement(Types + "type", Base64("AUTHDEMO")),
                        new XElement(Types + "deviceInfo", Base64("simulated phone")),
                        new XElement(Types + "uhi", order.Holder!.Uhi),
                        new XElement(Types + "fsib", "0"),
                        new XElement(Types + "utb", "cs1"),
                        new XElement(Types + "requirement", Conditions(request)),
                        new XElement(Types + "uauth", "pw")))));
    }

    private static IEnumerable<XElement> Conditions(OrderRequest request)
    {
        if (request.Requirement.CertificatePolicies is { } policies)
            yield return new XElement(Types + "condition",
                new XElement(Types + "type", "CertificatePolicies"), policies.Select(p => new XElement(Types + "value", p)));
        if (request.PersonalNumber is { } number)
            yield return new XElement(Types + "condition",
                new XElement(Types + "type", "PersonalNumber"), new XElement(Types + "value", number));
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
