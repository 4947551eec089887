using System.Security.Cryptography.X509Certificates;

namespace AuthDemo.Sessions.BankId;

/// <summary>BankID's address and the certificates for mutual TLS. Equal connections are interchangeable.</summary>
/// <param name="BaseAddress">Absolute <c>https</c> address that ends with a slash; the endpoints are below it.</param>
/// <param name="TrustAnchor">The only root that the server's certificate may chain to.</param>
/// <param name="ClientCertificate">The RP certificate, with its private key.</param>
public sealed record BankIdConnection(Uri BaseAddress, X509Certificate2 TrustAnchor, X509Certificate2 ClientCertificate)
{
    /// <summary>Certificates between the RP certificate and its root, sent along in the handshake.</summary>
    public X509Certificate2Collection Intermediates { get; init; } = [];

    /// <summary>Same address, same certificates.</summary>
    public bool Equals(BankIdConnection? other) =>
        other is not null && BaseAddress == other.BaseAddress
        && TrustAnchor.RawDataMemory.Span.SequenceEqual(other.TrustAnchor.RawDataMemory.Span)
        && ClientCertificate.RawDataMemory.Span.SequenceEqual(other.ClientCertificate.RawDataMemory.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(BaseAddress, TrustAnchor.Thumbprint, ClientCertificate.Thumbprint);

    /// <summary>The address and the RP certificate's serial number.</summary>
    public override string ToString() => $"BankIdConnection {{ {BaseAddress}, RP certificate {ClientCertificate.SerialNumber} }}";
}
