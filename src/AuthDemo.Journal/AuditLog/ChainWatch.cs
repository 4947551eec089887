using AuthDemo.Journal.Queries;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AuthDemo.Journal.AuditLog;

/// <summary>What the last check of the chain in this process found.</summary>
/// <param name="At">When.</param>
/// <param name="Status">What.</param>
/// <param name="WholeAt">When the whole log was last read; the checks since read only what was added. Null while that is under way.</param>
public sealed record ChainCheck(DateTimeOffset At, ChainStatus Status, DateTimeOffset? WholeAt);

/// <summary>
/// Checks the chain again and again: what was added each time, all of it once a day. It remembers the last entry it saw, so that it
/// also notices what the chain by itself does not show: a log put back as it was earlier, or computed anew by somebody with the key.
/// </summary>
internal sealed partial class ChainWatch(ChainVerifier verifier, IOptions<JournalOptions> options, TimeProvider time, ILogger<ChainWatch> logger) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile ChainCheck? _last;
    private ChainMark? _mark;

    /// <summary>The last check of this process.</summary>
    public ChainCheck? Last => _last;

    /// <summary>Checks what was added, or the whole log when its time has come or that is asked for.</summary>
    public async Task<Answer<ChainStatus>> CheckAsync(bool isWhole = false, CancellationToken cancellation = default)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            isWhole |= _last?.WholeAt is not { } wholeAt || time.GetUtcNow() - wholeAt >= TimeSpan.FromHours(options.Value.Chain.WholeHours);
            var answer = await verifier.VerifyAsync(_mark, isWhole, cancellation);
            if (answer is Answer<ChainStatus>.Known { Value: var status })
                Note(status, isWhole);
            return answer;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private void Note(ChainStatus status, bool isWhole)
    {
        var now = time.GetUtcNow();
        _last = new ChainCheck(now, status, isWhole ? now : _last?.WholeAt);
        switch (status)
        {
            case ChainStatus.Whole whole:
                _mark = new ChainMark(whole.Through, Convert.FromHexString(whole.Hash));
                break;
            case ChainStatus.Broken broken:
                LogBroken(logger, broken.Seq, broken.Fault.Sentence());
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The log's chain is broken at entry {Seq}: {Why}")]
    private static partial void LogBroken(ILogger logger, long seq, string why);
}
