namespace AuthDemo.Sessions.BankId;

/// <summary>Whether BankID can be reached, as the service's own requests show. Nothing is sent to BankID to find out.</summary>
public interface IBankIdStatus
{
    /// <summary>The status now.</summary>
    ValueTask<BankIdStatus> GetAsync(CancellationToken cancellation = default);
}

/// <summary>The status at one instant.</summary>
/// <param name="IsSimulated">BankID is simulated.</param>
/// <param name="IsReachable">The last request got a response, with any status; null before the first request.</param>
/// <param name="Since">Since when that is so.</param>
/// <param name="CertificateExpires">When the RP certificate expires; null while there is none.</param>
public sealed record BankIdStatus(bool IsSimulated, bool? IsReachable, DateTimeOffset? Since, DateTimeOffset? CertificateExpires);
