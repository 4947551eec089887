namespace AuthDemo.Web.Operations;

/// <summary>How BankID does, as the traffic with it shows.</summary>
internal interface IBankIdStatus
{
    /// <summary>A snapshot.</summary>
    ValueTask<BankIdStatus> PresentAsync(CancellationToken cancellation = default);
}

/// <summary>A snapshot.</summary>
/// <param name="IsSimulated">BankID is simulated.</param>
/// <param name="IsReachable">The last request was answered, with whatever answer; null before the first.</param>
/// <param name="Since">Since when that is so.</param>
/// <param name="CertificateExpires">The RP certificate's last instant; null while there is none.</param>
internal sealed record BankIdStatus(bool IsSimulated, bool? IsReachable, DateTimeOffset? Since, DateTimeOffset? CertificateExpires);
