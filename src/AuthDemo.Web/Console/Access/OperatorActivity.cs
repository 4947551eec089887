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

    /// <summary>How long is left before the operator is idle; zero when the time is over.</summary>
    public TimeSpan Left(ClaimsPrincipal user)
    {
        if (user.FindFirstValue(SignInClaim) is not { } signIn)
            return TimeSpan.Zero;
        var presence = _presences.TryGetValue(signIn, out var known) ? known : new(SignedInAt(user), HasEnded: false);
        var left = presence.HasEnded ? TimeSpan.Zero : presence.LastSeen + Limit - time.GetUtcNow();
        return left < TimeSpan.Zero ? TimeSpan.Zero : left;
    }

    /// <summary>Notes that the operator is there, unless the time is over: idle is idle until the next sign-in.</summary>
    public Attendance Touch(ClaimsPrincipal user)
    {
        if (Left(user) == TimeSpan.Zero)
            return Attendance.Over;
        return Note(user, hasEnded: false) ? Attendance.Arrived : Attendance.Present;
    }

    /// <summary>Ends the operator's time at once: another tab of the same sign-in is out, too.</summary>
    public void End(ClaimsPrincipal user) => Note(user, hasEnded: true);

    private bool Note(ClaimsPrincipal user, bool hasEnded)
    {
        var now = time.GetUtcNow();
        var isNew = false;
        if (user.FindFirstValue(SignInClaim) is { } signIn)
        {
            isNew = !_presences.ContainsKey(signIn);
            _presences[signIn] = new(now, hasEnded);
        }

        foreach (var (other, presence) in _presences)
        {
            // Forgotten, an old presence counts as what its time of sign-in says: over.
            if (now - presence.LastSeen > Limit)
                _presences.TryRemove(KeyValuePair.Create(other, presence));
        }

        return isNew;
    }

    private static DateTimeOffset SignedInAt(ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue("auth_time"), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? DateTimeOffset.FromUnixTimeSeconds(at)
            : DateTimeOffset.MinValue;

    private sealed record Presence(DateTimeOffset LastSeen, bool HasEnded);
}

/// <summary>What a sign of life of an operator means.</summary>
internal enum Attendance
{
    /// <summary>The time is over; nothing was noted.</summary>
    Over,

    /// <summary>The first sign of this sign-in.</summary>
    Arrived,

    /// <summary>One of many.</summary>
    Present,
}
