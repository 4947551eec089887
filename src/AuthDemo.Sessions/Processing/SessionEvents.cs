using AuthDemo.Sessions.Journaling;

namespace AuthDemo.Sessions.Processing;

/// <summary>
/// What the step from one state to the next means for the journal: kinds, reasons and counts, never contents. There is no event for a
/// step that only changes the QR code, because the module can draw that again from its own state.
/// </summary>
internal static class SessionEvents
{
    public static IEnumerable<SessionEvent> Between(AuthState before, AuthState after, DateTimeOffset at)
    {
        if (after.IsFinal)
        {
            if (!before.IsFinal)
                yield return End(after, at);
            yield break;
        }

        var (from, to) = (before.Describe(), after.Describe());
        if (from.Kind != to.Kind || from.Detail != to.Detail)
            yield return new SessionEvent.Moved(at, from.Kind, to.Kind, to.Detail) { Hint = (after as AuthState.Pending)?.Hint };
        if (after is AuthState.Renewing renewing && (before as AuthState.Renewing)?.Renewals != renewing.Renewals)
            yield return new SessionEvent.OrderRenewed(at, renewing.Renewals);
        var isTroubled = IsTroubled(after);
        if (isTroubled != IsTroubled(before))
            yield return isTroubled ? new SessionEvent.BankIdTroubled(at) : new SessionEvent.BankIdRecovered(at);
    }

    public static SessionEvent.Ended End(AuthState state, DateTimeOffset at)
    {
        var description = state.Describe();
        return new SessionEvent.Ended(at, description.Kind, description.Detail);
    }

    private static bool IsTroubled(AuthState state) => state is AuthState.Pending { TroubledSince: not null };
}
