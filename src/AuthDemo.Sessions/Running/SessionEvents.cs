using AuthDemo.Sessions.Journaling;

namespace AuthDemo.Sessions.Running;

/// <summary>
/// What the step from one state to the next means for the journal: kinds, reasons and counts, never contents. Nothing for a step
/// that only draws the next picture of a QR code, which the module can make again from its own state.
/// </summary>
internal static class SessionEvents
{
    public static IEnumerable<SessionEvent> Between(AuthState before, AuthState after, DateTimeOffset at)
    {
        if (after.IsFinal)
        {
            if (!before.IsFinal)
                yield return new SessionEvent.Ended(at, Kind(after), Detail(after));
            yield break;
        }

        if (Kind(before) != Kind(after) || Detail(before) != Detail(after))
            yield return new SessionEvent.Moved(at, Kind(before), Kind(after), Detail(after)) { Hint = (after as AuthState.Pending)?.Hint };
        if (after is AuthState.Renewing renewing && (before as AuthState.Renewing)?.Renewals != renewing.Renewals)
            yield return new SessionEvent.OrderRenewed(at, renewing.Renewals);
        var troubled = IsTroubled(after);
        if (troubled != IsTroubled(before))
            yield return troubled ? new SessionEvent.BankIdTroubled(at) : new SessionEvent.BankIdRecovered(at);
    }

    public static string Kind(AuthState state) => state.GetType().Name;

    public static string? Detail(AuthState state) => state switch
    {
        AuthState.Cancelled cancelled => cancelled.By.ToString(),
        AuthState.Failed failed => failed.Reason,
        AuthState.Rejected rejected => rejected.Policy,
        AuthState.Unavailable unavailable => unavailable.What,
        AuthState.InProgress progress => progress.Hint,
        AuthState.Unrecognised unrecognised => unrecognised.Kind,
        _ => null,
    };

    private static bool IsTroubled(AuthState state) => state is AuthState.Pending { TroubledSince: not null };
}
