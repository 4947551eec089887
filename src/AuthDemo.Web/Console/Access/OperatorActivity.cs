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
    private readonly ConcurrentDictionary<string, DateTimeOffset> _seen = new(StringComparer.Ordinal);

    /// <summary>How long an operator may do nothing.</summary>
    public TimeSpan Limit => TimeSpan.FromMinutes(options.CurrentValue.IdleMinutes);

    /// <summary>How long is left before the operator is idle; zero when the time is over.</summary>
    public TimeSpan Left(ClaimsPrincipal user)
    {
        var left = Last(user) + Limit - time.GetUtcNow();
        return left < TimeSpan.Zero ? TimeSpan.Zero : left;
    }

    /// <summary>Notes that the operator is there, unless the time is over: idle is idle until the next sign-in.</summary>
    /// <returns>False when the time is over.</returns>
    public bool Touch(ClaimsPrincipal user)
    {
        if (Left(user) == TimeSpan.Zero || user.FindFirstValue("txn") is not { } signIn)
            return false;
        var now = time.GetUtcNow();
        _seen[signIn] = now;
        foreach (var (other, seen) in _seen)
        {
            if (now - seen > Limit)
                _seen.TryRemove(KeyValuePair.Create(other, seen));
        }

        return true;
    }

    /// <summary>Ends the operator's time at once: another tab of the same sign-in is out, too.</summary>
    public void End(ClaimsPrincipal user)
    {
        if (user.FindFirstValue("txn") is { } signIn)
            _seen[signIn] = DateTimeOffset.MinValue;
    }

    private DateTimeOffset Last(ClaimsPrincipal user) =>
        user.FindFirstValue("txn") is { } signIn && _seen.TryGetValue(signIn, out var seen) ? seen
        : long.TryParse(user.FindFirstValue("auth_time"), NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? DateTimeOffset.FromUnixTimeSeconds(at)
        : DateTimeOffset.MinValue;
}
