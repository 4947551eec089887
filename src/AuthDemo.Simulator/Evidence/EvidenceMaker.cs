using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using AuthDemo.Simulator.Orders;

namespace AuthDemo.Simulator.Evidence;

/// <summary>Makes the proof of a complete order: the user's signature, and the issuer's word that the certificate was good.</summary>
/// <param name="pki">Made on first use: most orders in a test never complete, and RSA keys take time.</param>
internal sealed class EvidenceMaker(Lazy<BankIdPki> pki)
{
    private const int NonceRandomBytes = 12;

    public SignedEvidence Make(Order order)
    {
        var chain = pki.Value.ChainOf(order.Holder!);
        var signature = Base64(XmlSignature.Create(SignedData.Of(order), chain));
        return new SignedEvidence(signature, Ocsp(chain[0], Nonce(signature), order.FinalAt!.Value));
    }

    private string Ocsp(X509Certificate2 user, byte[] nonce, DateTimeOffset at) =>
        Convert.ToBase64String(OcspResponse.Create(user, pki.Value.Customers, pki.Value.Responder, nonce, at));

    /// <summary>SHA-1 of the base64 signature's text, then random bytes: this ties the answer to the signature.</summary>
    private static byte[] Nonce(string signature)
    {
#pragma warning disable CA5350 // BankID's rule.
        return [.. SHA1.HashData(Encoding.UTF8.GetBytes(signature)), .. RandomNumberGenerator.GetBytes(NonceRandomBytes)];
#pragma warning restore CA5350
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
