namespace AuthDemo.Simulator.Orders;

/// <summary>The caller of the RP API: known by its client certificate, which alone may collect or cancel what it started.</summary>
/// <param name="Thumbprint">SHA-256 of the certificate, upper-case hexadecimal.</param>
/// <param name="DisplayName">What a phone shows: the certificate's common name.</param>
/// <param name="DistinguishedName">What BankID writes into the signed data: the certificate's subject, its last attribute first.</param>
internal sealed record RelyingParty(string Thumbprint, string DisplayName, string DistinguishedName);
