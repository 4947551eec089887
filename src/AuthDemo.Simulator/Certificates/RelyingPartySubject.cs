using System.Security.Cryptography.X509Certificates;

namespace AuthDemo.Simulator.Certificates;

/// <summary>
/// The subject of a relying party's certificate as BankID writes it: <c>cn=FP Testcert 5,name=Test av BankID,…,c=SE</c>. Values are
/// not escaped.
/// </summary>
internal static class RelyingPartySubject
{
    public static string Format(X509Certificate2 certificate) => string.Join(',', certificate.SubjectName
        .EnumerateRelativeDistinguishedNames(reversed: true)
        .Select(name => $"{AttributeName(name.GetSingleElementType().Value!)}={name.GetSingleElementValue()}"));

    private static string AttributeName(string oid) => oid switch
    {
        "2.5.4.3" => "cn",
        "2.5.4.5" => "serialNumber",
        "2.5.4.6" => "c",
        "2.5.4.10" => "o",
        "2.5.4.41" => "name",
        _ => oid,
    };
}
