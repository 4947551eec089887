using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AuthDemo.Sessions.Protocol;

/// <summary>
/// Compares the protocol module with this service at the start. A mismatch stops the start. While Python is unavailable the service starts
/// nevertheless and the comparison is repeated; a mismatch that is found then stops the service.
/// </summary>
internal sealed partial class ModuleCheck(
    BankIdProtocol protocol, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<ModuleCheck> logger) : BackgroundService
{
    private static readonly TimeSpan s_retryInterval = TimeSpan.FromSeconds(5);
    private bool _isDone;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await FindMismatchAsync() is { } mismatch)
            throw new InvalidOperationException(mismatch);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!_isDone)
            {
                await Task.Delay(s_retryInterval, time, stoppingToken);
                if (await FindMismatchAsync() is not { } mismatch)
                    continue;
                LogMismatch(logger, mismatch);
                lifetime.StopApplication();
                return;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops before Python has replied.
        }
    }

    // A sentence; null when the module fits, or cannot be asked yet.
    private async Task<string?> FindMismatchAsync()
    {
        switch (await protocol.DescribeAsync())
        {
            case DescribeReply.Described { Description: var description }:
                protocol.Messages.Set(description.HostMessages);
                _isDone = true;
                return description.Mismatches() is { Count: > 0 } mismatches
                    ? $"The Python module bankid {description.Version} does not fit this service: {string.Join("; ", mismatches)}. Deploy the module and the service from the same version."
                    : null;
            case DescribeReply.Unavailable unavailable:
                LogUnavailable(logger, unavailable.Kind);
                return null;
            case DescribeReply.Broken broken:
                return $"The Python module bankid could not describe itself: {broken.Kind}. Deploy the module and the service from the same version.";
            case var other:
                throw new System.Diagnostics.UnreachableException($"A reply without a case: {other.GetType().Name}.");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The protocol module cannot be checked yet, Python is unavailable: {Kind}")]
    private static partial void LogUnavailable(ILogger logger, string kind);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The service stops. {Mismatch}")]
    private static partial void LogMismatch(ILogger logger, string mismatch);
}
