using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AuthDemo.Journal.Verification;

/// <summary>
/// Verifies the hash chain periodically: new entries each time, the whole log once a day. It remembers the last entry it has seen, so it
/// also detects what the chain alone does not show: a log restored from an earlier copy, or recomputed by somebody with the key.
/// </summary>
internal sealed partial class HashChainMonitor(
    HashChainVerifier verifier, IOptions<JournalOptions> options, TimeProvider time, ILogger<HashChainMonitor> logger) : IDisposable
{
    private readonly SemaphoreSlim _lock = new(1, 1);
    private volatile ChainCheck? _last;
    private ChainCheckpoint? _checkpoint;

    /// <summary>The last check of this process.</summary>
    public ChainCheck? Last => _last;

    /// <summary>Verifies the new entries, or the whole log when that is due or requested.</summary>
    public async Task<JournalResult<ChainStatus>> CheckAsync(bool isFull = false, CancellationToken cancellation = default)
    {
        await _lock.WaitAsync(cancellation);
        try
        {
            isFull |= _last?.FullCheckAt is not { } last || time.GetUtcNow() - last >= TimeSpan.FromHours(options.Value.Chain.WholeHours);
            var result = await verifier.VerifyAsync(_checkpoint, isFull, cancellation);
            if (result is JournalResult<ChainStatus>.Success { Value: var status })
                Remember(status, isFull);
            return result;
        }
        finally
        {
            _lock.Release();
        }
    }

    public void Dispose() => _lock.Dispose();

    private void Remember(ChainStatus status, bool isFull)
    {
        var now = time.GetUtcNow();
        _last = new ChainCheck(now, status, isFull ? now : _last?.FullCheckAt);
        switch (status)
        {
            case ChainStatus.Intact intact:
                _checkpoint = new ChainCheckpoint(intact.Through, Convert.FromHexString(intact.Hash));
                break;
            case ChainStatus.Broken broken:
                LogBroken(broken.Seq, broken.Fault.Sentence());
                break;
        }
    }

    [LoggerMessage(LogLevel.Critical, "The audit log's hash chain is broken at entry {Seq}: {Reason}")]
    private partial void LogBroken(long seq, string reason);
}
