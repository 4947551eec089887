using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Console.Access;

/// <summary>
/// When each signed-in operator last did something: a request for a console page, or a click or key press on a circuit. Kept in
/// memory by the id of the session that signed them in; after a restart the time of sign-in counts.
/// </summary>
internal sealed class OperatorActivity(IOptionsMonitor<ConsoleOptions> options, TimeProvider time)
{
    private const string SignInClaim = "txn";

    private readonly ConcurrentDictionary<string, Presence> _presences = new(StringComparer.Ordinal);

    /// <summary>How long an operator may do nothing.</summary>
    public TimeSpan Limit => TimeSpan.FromMinutes(options.CurrentValue.IdleMinutes);

    /// <summary>How seldom a browser may tell that its operator is there: so often that nobody is out who did something in nine tenths of the limit.</summary>
    public TimeSpan Pace => Shorter(TimeSpan.FromSeconds(20), Limit / 10);

    /// <summary>How long before the end an operator is warned.</summary>
    public TimeSpan Warning => Shorter(TimeSpan.FromMinutes(1), Limit / 3);

    /// <summary>How long is left before the operator is idle; zero when the time is over.</summary>
    public TimeSpan Left(ClaimsPrincipal user) =>
        user.FindFirstValue(SignInClaim) is { } signIn ? LeftOf(Known(signIn) ?? Beginning(user), time.GetUtcNow()) : TimeSpan.Zero;

    /// <summary>Notes that the operator is there, unless the time is over: idle is idle until the next sign-in.</summary>
    public ActivityResult Touch(ClaimsPrincipal user)
    {
        var now = time.GetUtcNow();
        while (user.FindFirstValue(SignInClaim) is { } signIn)
        {
            var known = Known(signIn);
            if (LeftOf(known ?? Beginning(user), now) == TimeSpan.Zero)
                break;
            // Only over what was looked at: another tab may have ended the sign-in since, and a sign of life must not undo that.
            var seen = new Presence(now, HasEnded: false);
            if (known is null ? !_presences.TryAdd(signIn, seen) : !_presences.TryUpdate(signIn, seen, known))
                continue;
            ForgetOld(now);
            return known is null ? ActivityResult.Arrived : ActivityResult.Present;
        }

        return ActivityResult.Over;
    }

    /// <summary>Ends the operator's time at once: another tab of the same sign-in is out, too.</summary>
    public void End(ClaimsPrincipal user)
    {
        if (user.FindFirstValue(SignInClaim) is { } signIn)
            _presences[signIn] = new(time.GetUtcNow(), HasEnded: true);
    }

    // Forgotten, an old presence counts as what its time of sign-in says: over.
    private void ForgetOld(DateTimeOffset now)
    {
        foreach (var (signIn, presence) in _presences)
        {
            if (now - presence.LastSeen > Limit)
                _presences.TryRemove(KeyValuePair.Create(signIn, presence));
        }
    }

    private Presence? Known(string signIn) => _presences.GetValueOrDefault(signIn);

    private static Presence Beginning(ClaimsPrincipal user) => new(SignedInAt(user), HasEnded: false);

    private TimeSpan LeftOf(Presence presence, DateTimeOffset now)
    {
        var left = presence.HasEnded ? TimeSpan.Zero : presence.LastSeen + Limit - now;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static DateTimeOffset SignedInAt(ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue("auth_time"), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? DateTimeOffset.FromUnixTimeSeconds(at)
            : DateTimeOffset.MinValue;

    private sealed record Presence(DateTimeOffset LastSeen, bool HasEnded);
}

/// <summary>What a sign of life of an operator means.</summary>
internal enum ActivityResult
{
    /// <summary>The time is over; nothing was noted.</summary>
    Over,

    /// <summary>The first sign of this sign-in.</summary>
    Arrived,

    /// <summary>One of many.</summary>
    Present,
}
