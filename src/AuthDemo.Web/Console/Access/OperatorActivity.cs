using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Console.Access;

/// <summary>
/// Tracks the last activity of each signed-in operator (a request for a console page, a click or key press on a circuit) for the idle
/// timeout. Kept in memory by the id of the sign-in session; after a restart the time of sign-in counts.
/// </summary>
internal sealed class OperatorActivity(IOptionsMonitor<ConsoleOptions> options, TimeProvider time)
{
    private const string SignInClaim = "txn";

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The idle timeout.</summary>
    public TimeSpan Timeout => TimeSpan.FromMinutes(options.CurrentValue.IdleMinutes);

    /// <summary>The minimum interval between two reports of a browser. A tenth of the timeout at most, so that an active operator never times out.</summary>
    public TimeSpan ReportInterval => Min(TimeSpan.FromSeconds(20), Timeout / 10);

    /// <summary>How long before the timeout the operator is warned.</summary>
    public TimeSpan WarningPeriod => Min(TimeSpan.FromMinutes(1), Timeout / 3);

    /// <summary>The time left until the timeout; zero if it has expired.</summary>
    public TimeSpan TimeLeft(ClaimsPrincipal user) =>
        user.FindFirstValue(SignInClaim) is { } signIn ? TimeLeft(Find(signIn) ?? Initial(user), time.GetUtcNow()) : TimeSpan.Zero;

    /// <summary>Records activity, unless the timeout has expired: an expired sign-in stays expired.</summary>
    public ActivityResult Record(ClaimsPrincipal user)
    {
        var now = time.GetUtcNow();
        while (user.FindFirstValue(SignInClaim) is { } signIn)
        {
            var known = Find(signIn);
            if (TimeLeft(known ?? Initial(user), now) == TimeSpan.Zero)
                break;
            // Compare and swap: another tab may have ended the sign-in meanwhile, which this activity must not undo.
            var updated = new Entry(now, HasEnded: false);
            if (known is null ? !_entries.TryAdd(signIn, updated) : !_entries.TryUpdate(signIn, updated, known))
                continue;
            RemoveExpired(now);
            return known is null ? ActivityResult.First : ActivityResult.Subsequent;
        }

        return ActivityResult.Expired;
    }

    /// <summary>Expires the sign-in at once, in all tabs.</summary>
    public void End(ClaimsPrincipal user)
    {
        if (user.FindFirstValue(SignInClaim) is { } signIn)
            _entries[signIn] = new(time.GetUtcNow(), HasEnded: true);
    }

    // Without an entry, the time of sign-in counts, and that has expired too.
    private void RemoveExpired(DateTimeOffset now)
    {
        foreach (var (signIn, entry) in _entries)
        {
            if (now - entry.LastActivity > Timeout)
                _entries.TryRemove(KeyValuePair.Create(signIn, entry));
        }
    }

    private Entry? Find(string signIn) => _entries.GetValueOrDefault(signIn);

    private static Entry Initial(ClaimsPrincipal user) => new(SignedInAt(user), HasEnded: false);

    private TimeSpan TimeLeft(Entry entry, DateTimeOffset now)
    {
        var left = entry.HasEnded ? TimeSpan.Zero : entry.LastActivity + Timeout - now;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left;
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static DateTimeOffset SignedInAt(ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue("auth_time"), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? DateTimeOffset.FromUnixTimeSeconds(at)
            : DateTimeOffset.MinValue;

    private sealed record Entry(DateTimeOffset LastActivity, bool HasEnded);
}

/// <summary>The result of recording an operator's activity.</summary>
internal enum ActivityResult
{
    /// <summary>The idle timeout has expired; nothing was recorded.</summary>
    Expired,

    /// <summary>The first activity of this sign-in.</summary>
    First,

    /// <summary>A later activity of this sign-in.</summary>
    Subsequent,
}
