using System.Security.Cryptography.X509Certificates;

namespace AuthDemo.Sessions.BankId;

/// <summary>
/// Supplies the connection of <see cref="BankIdEnvironment.Simulator"/>; registered by the composition and used in that
/// environment only. Called before every request, so the simulator may start later than this service, or restart at another address.
/// </summary>
public interface IBankIdConnectionSource
{
    /// <summary>The current connection. While it is null, requests fail with <c>connect</c>.</summary>
    ValueTask<BankIdConnection?> CurrentAsync(CancellationToken cancellation = default);

    /// <summary>The root of its users' certificates; null when there is none, and then no signature can be verified.</summary>
    ValueTask<X509Certificate2?> SigningRootAsync(CancellationToken cancellation = default) => default;
}
