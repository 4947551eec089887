using System.Security.Cryptography.X509Certificates;

namespace AuthDemo.Sessions.BankId;

/// <summary>
/// Supplies the connection of <see cref="BankIdEnvironment.Simulator"/>; registered by the composition and used in that
/// environment only. Asked before every request, so what it stands for may start late, or start again at another address.
/// </summary>
public interface IBankIdConnectionSource
{
    /// <summary>The connection as it is now; null while there is none: requests then fail as not connected.</summary>
    ValueTask<BankIdConnection?> CurrentAsync(CancellationToken cancellation = default);

    /// <summary>The root under which its people's certificates are issued; null when it has none, and no signature can be verified.</summary>
    ValueTask<X509Certificate2?> SigningRootAsync(CancellationToken cancellation = default) => default;
}
