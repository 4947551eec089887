using System.Text.Json;

namespace AuthDemo.Simulator.Certificates;

/// <summary><c>simulator.json</c>: the simulator's addresses and the files that a client needs. Paths are absolute.</summary>
internal sealed record ConnectionFile(
    string Url,
    string PhoneUrl,
    string CaCertificate,
    string ClientCertificate,
    string ClientKey,
    string ClientPkcs12,
    string ClientPkcs12Password,
    string BankIdRoot)
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Write(CertificateFolder folder, Uri rpUrl, Uri phoneUrl)
    {
        var content = new ConnectionFile(
            rpUrl.ToString(), phoneUrl.ToString(), folder.PathOf("ca.pem"), folder.PathOf("rp.pem"), folder.PathOf("rp-key.pem"),
            folder.PathOf("rp.p12"), CertificateIssuer.Pkcs12Password,
            folder.PathOf("bankid-root.pem"));
        SecretFile.Write(folder.PathOf("simulator.json"), JsonSerializer.SerializeToUtf8Bytes(content, s_options));
    }
}
