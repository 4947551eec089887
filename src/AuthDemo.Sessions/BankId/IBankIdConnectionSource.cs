namespace AuthDemo.Sessions.BankId;

/// <summary>
/// Supplies the connection of <see cref="BankIdEnvironment.Simulator"/>; registered by the composition and used in that
/// environment only. Asked before every request, so what it stands for may start late, or start again at another address.
/// </summary>
public interface IBankIdConnectionSource
{
    /// <summary>The connection as it is now; null while there is none: requests then fail as not connected.</summary>
    ValueTask<BankIdConnection?> CurrentAsync(CancellationToken cancellation = default);
}
