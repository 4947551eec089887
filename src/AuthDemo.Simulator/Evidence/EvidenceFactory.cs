using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using AuthDemo.Simulator.Identities;
using AuthDemo.Simulator.Orders;

namespace AuthDemo.Simulator.Evidence;

/// <summary>Creates the evidence of a complete order: the user's signature and the OCSP response for the user's certificate.</summary>
/// <param name="pki">Created on first use: most orders in a test never complete, and RSA keys take time.</param>
internal sealed class EvidenceFactory(Lazy<BankIdPki> pki)
{
    private const int NonceRandomBytes = 12;

    private readonly Lazy<BankIdPki> _untrusted = new(() => BankIdPki.Open((_, make) => make(), "untrusted "));

    /// <summary>Creates the keys that the person signs with, unless they exist.</summary>
    public void PrepareKeys(Identity holder) => pki.Value.ChainOf(holder, requestedPolicies: null);

    /// <param name="forgery">The defect to create.</param>
    public SignedEvidence Create(Order order, Forgery forgery = Forgery.None)
    {
        var issuer = (forgery is Forgery.Issuer ? _untrusted : pki).Value;
        var chain = issuer.ChainOf(order.Holder!, order.Request.Requirement.CertificatePolicies);
        var xml = XmlSignature.Create(SignedData.Of(order), chain);
        var signature = Base64(forgery switch
        {
            Forgery.Text => WithTextChanged(xml),
            Forgery.SignatureValue => WithSignatureValueChanged(xml),
            Forgery.DocumentType => xml.Insert(xml.IndexOf("?>", StringComparison.Ordinal) + 2, "<!DOCTYPE Signature [<!ENTITY a \"a\">]>"),
            _ => xml,
        });
        var nonce = Nonce(forgery is Forgery.OcspNonce ? Base64("another signature") : signature);
        var ocsp = OcspResponse.Create(chain[0], issuer.Customers, issuer.Responder, nonce, order.FinalAt!.Value, forgery is Forgery.OcspRevoked);
        if (forgery is Forgery.OcspSignature)
            OcspResponse.BreakSignature(ocsp, issuer.Responder);
        return new SignedEvidence(signature, Convert.ToBase64String(ocsp));
    }

    /// <summary>Changes the relying party's name: every order has one, but not every order has a text.</summary>
    private static string WithTextChanged(string xml) => Edited(xml, SignedData.Types + "displayName", _ => Base64("Somebody else"));

    private static string WithSignatureValueChanged(string xml) =>
        Edited(xml, XmlSignature.ValueElement, value => (value[0] == 'A' ? 'B' : 'A') + value[1..]);

    private static string Edited(string xml, XName element, Func<string, string> change)
    {
        var document = XDocument.Parse(xml, LoadOptions.PreserveWhitespace);
        var edited = document.Descendants(element).Single();
        edited.Value = change(edited.Value);
        return document.Declaration + document.ToString(SaveOptions.DisableFormatting);
    }

    /// <summary>SHA-1 of the base64 signature's text, then random bytes: this binds the response to the signature.</summary>
    private static byte[] Nonce(string signature)
    {
#pragma warning disable CA5350 // BankID's rule.
        return [.. SHA1.HashData(Encoding.UTF8.GetBytes(signature)), .. RandomNumberGenerator.GetBytes(NonceRandomBytes)];
#pragma warning restore CA5350
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
